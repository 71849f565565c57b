/* Tickets to speak without a name: RFC 9474 blind signatures (RSABSSA-SHA384-PSS-Randomized, 2048 bits), as core/pulse/ballot.py.
   Every signed-in browser fetches one on its first page of a week, used or not, and keeps it until it is used. */
const KEEP = 'fairlead-tickets', ASKED = 'fairlead-ticket-asked', MOST = 13, SIZE = 256, HASH = 48;

const random = (n) => crypto.getRandomValues(new Uint8Array(n));
const sha384 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
const joined = (...parts) => { const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0)); let at = 0; for (const p of parts) { all.set(p, at); at += p.length; } return all; };
export const text = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
export const bytes = (words) => Uint8Array.from(atob(words.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const number = (list) => BigInt('0x' + [...list].map((b) => b.toString(16).padStart(2, '0')).join(''));
const list = (n) => Uint8Array.from(n.toString(16).padStart(2 * SIZE, '0').match(/../g), (h) => parseInt(h, 16));
const power = (base, e, n) => { let out = 1n; for (base %= n; e; e >>= 1n) { if (e & 1n) out = out * base % n; base = base * base % n; } return out; };
const inverse = (a, n) => {
  let [r, next, t, other] = [n, a, 0n, 1n];
  while (next) { const q = r / next; [r, next] = [next, r - q * next]; [t, other] = [other, t - q * other]; }
  if (r !== 1n) throw new Error('not coprime');
  return t < 0n ? t + n : t;
};

// EMSA-PSS with SHA-384, MGF1-SHA-384 and 48 bytes of salt, for 2047 bits
const encoded = async (message, salt) => {
  const h = await sha384(joined(new Uint8Array(8), await sha384(message), salt));
  const db = joined(new Uint8Array(SIZE - HASH - HASH - 2), [1], salt), mask = [];
  for (let block = 0; mask.length < db.length; block += 1) mask.push(...await sha384(joined(h, [0, 0, 0, block])));
  db.forEach((b, i) => { db[i] = b ^ mask[i]; });
  db[0] &= 127;
  return joined(db, h, [0xbc]);
};

export const blind = async (key, prepared) => {
  const n = number(bytes(key.n)), e = number(bytes(key.e)), m = number(await encoded(prepared, random(HASH)));
  const r = number(random(SIZE + 16)) % (n - 2n) + 1n;
  return { blinded: list(m * power(r, e, n) % n), undo: inverse(r, n), n };
};

export const finalize = async (key, prepared, answer, { undo, n }) => {
  const signature = list(number(answer) * undo % n);
  const theirs = await crypto.subtle.importKey('jwk', { kty: 'RSA', n: key.n, e: key.e, alg: 'PS384', ext: true }, { name: 'RSA-PSS', hash: 'SHA-384' }, false, ['verify']);
  if (!await crypto.subtle.verify({ name: 'RSA-PSS', saltLength: HASH }, theirs, signature, prepared)) throw new Error('no signature');
  return signature;
};

export const kept = () => { try { return JSON.parse(localStorage.getItem(KEEP)) || []; } catch { return []; } };
export const drop = (ticket) => localStorage.setItem(KEEP, JSON.stringify(kept().filter((one) => one.token !== ticket.token)));

/* mark: this week and this person, so that two people of one browser each get theirs */
export const fetchTicket = async (mark) => {
  if (!globalThis.crypto?.subtle || localStorage.getItem(ASKED) === mark) return;
  const got = await fetch('/feedback/ticket', { headers: { Accept: 'application/json' } });
  const read = await got.text();
  if (!got.ok || got.redirected) return;
  const { week, key, csrf } = JSON.parse(read), prepared = random(64), hidden = await blind(key, prepared);
  const answer = await fetch('/feedback/ticket', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf }, body: JSON.stringify({ blinded: text(hidden.blinded) }) });
  const told = await answer.text(); // read also where it is a no: a body nobody reads keeps the line open
  if (answer.status === 409) { localStorage.setItem(ASKED, mark); return; }
  if (!answer.ok) return;
  const signature = await finalize(key, prepared, bytes(JSON.parse(told).signature), hidden);
  localStorage.setItem(KEEP, JSON.stringify([...kept(), { week, token: text(prepared), signature: text(signature) }].slice(-MOST)));
  localStorage.setItem(ASKED, mark);
};
