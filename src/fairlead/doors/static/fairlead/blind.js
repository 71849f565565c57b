/* Tickets nobody can trace: RFC 9474 blind signatures (RSABSSA-SHA384-PSS-Randomized, 2048 bits), as core/pulse/ballot.py.
   All chance in one comes out of a seed of 32 bytes: asked again with the same, the server is asked for the same, and an
   answer that was lost is no ticket that was lost. For feedback (ticket.js) and for the pulse (ballot.js). */
const SIZE = 256, HASH = 48, PREPARED = 64;

export const random = (n) => crypto.getRandomValues(new Uint8Array(n));
export const joined = (...parts) => { const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0)); let at = 0; for (const p of parts) { all.set(p, at); at += p.length; } return all; };
export const text = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
export const bytes = (words) => Uint8Array.from(atob(words.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
export const hex = (list) => [...list].map((b) => b.toString(16).padStart(2, '0')).join('');
export const stretched = async (secret, salt, info, n) => {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(info) }, key, 8 * n));
};
const sha384 = async (some) => new Uint8Array(await crypto.subtle.digest('SHA-384', some));
const number = (list) => BigInt('0x' + hex(list));
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

/* seed -> what is spent one day (prefix and id), what the server gets to see, and what opens its answer */
export const blind = async (key, seed) => {
  const all = await stretched(seed, new Uint8Array(), 'fairlead ticket 1', PREPARED + HASH + SIZE + 16);
  const prepared = all.slice(0, PREPARED), rest = all.slice(PREPARED + HASH);
  const n = number(bytes(key.n)), e = number(bytes(key.e)), m = number(await encoded(prepared, all.slice(PREPARED, PREPARED + HASH)));
  const r = number(rest) % (n - 2n) + 1n;
  return { prepared, blinded: list(m * power(r, e, n) % n), undo: inverse(r, n), n };
};

export const finalize = async (key, answer, { prepared, undo, n }) => {
  const signature = list(number(answer) * undo % n);
  const theirs = await crypto.subtle.importKey('jwk', { kty: 'RSA', n: key.n, e: key.e, alg: 'PS384', ext: true }, { name: 'RSA-PSS', hash: 'SHA-384' }, false, ['verify']);
  if (!await crypto.subtle.verify({ name: 'RSA-PSS', saltLength: HASH }, theirs, signature, prepared)) throw new Error('no signature');
  return signature;
};
