/* A pulse in this browser: the ticket of each wave, the sealed ballot until it was taken, and of it afterwards a hash alone.
   Every browser of a roster fetches its ticket on its first page of a wave, answered or not. A ballot goes out after a random
   pause, without a cookie or a referrer; a closed tab, a lost network and a second tab lose nothing and count once. */
import { blind, bytes, finalize, hex, joined, random, stretched, text } from './blind.js';

const KEEP = 'fairlead-pulses', WAITING = 'fairlead-ballots', ASKED = 'fairlead-pulses-asked';
const PAUSE = 20_000, AGAIN = 30_000, GONE = 60_000, YEAR = 366 * 864e5, PADDED = 2048;
export const CHANGED = 'fairlead-pulse';

const read = (key, none) => { try { return JSON.parse(localStorage.getItem(key)) ?? none; } catch { return none; } };
const write = (key, value) => localStorage.setItem(key, JSON.stringify(value));
const pause = () => Math.floor(crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32 * PAUSE);
const alone = (work) => (navigator.locks ? navigator.locks.request(KEEP, work) : work());

/* state: ticket, elsewhere (it is in another browser), sealed, taken, over, refused; who: the person, so that two people of one
   browser each have theirs */
export const mine = (who, wave) => read(KEEP, {})[`${who} ${wave}`] || {};
const change = (who, wave, facts) => {
  const now = Date.now(), all = Object.fromEntries(Object.entries(read(KEEP, {})).filter(([, one]) => one.since > now - YEAR));
  write(KEEP, { ...all, [`${who} ${wave}`]: { since: now, ...all[`${who} ${wave}`], ...facts } });
  document.dispatchEvent(new CustomEvent(CHANGED));
};

// ---- the ticket
const ask = async (who, { id, ...wave }, csrf) => {
  const { state, seed = text(random(32)) } = mine(who, id);
  if (state) return;
  change(who, id, { ...wave, seed }); // before it is asked for: an answer that is lost is asked for once more
  const hidden = await blind(wave.token_key, bytes(seed));
  const answer = await fetch('/pulses/tickets', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf }, body: JSON.stringify({ pulse: id, blinded: text(hidden.blinded) }) });
  const told = await answer.text(); // read also where it is a no: a body nobody reads keeps the line open
  if (answer.status === 409) change(who, id, { seed: undefined, state: 'elsewhere' });
  if (answer.ok) change(who, id, { state: 'ticket', signature: text(await finalize(wave.token_key, bytes(JSON.parse(told).signature), hidden)) });
};

/* mark: this hour and this person */
export const fetchTickets = (who, mark) => alone(async () => {
  const got = await fetch('/pulses/tickets', { headers: { Accept: 'application/json' } }), told = await got.text();
  if (!got.ok || got.redirected) return;
  const { csrf, pulses } = JSON.parse(told);
  for (const one of pulses) await ask(who, one, csrf);
  if (mark) localStorage.setItem(ASKED, mark);
});

/* from another device of the same person: a seed is enough, the server signs the same once more */
export const carried = async (who, wave, seed) => {
  if (['sealed', 'taken'].includes(mine(who, wave).state)) return;
  await alone(() => change(who, wave, { seed, state: undefined, signature: undefined }));
  await fetchTickets(who);
};

// ---- sealing: P-256, HKDF-SHA-256, AES-256-GCM, as outside/ballots.py; always of one size
const salt = (wave) => Uint8Array.from(wave.replaceAll('-', '').match(/../g), (h) => parseInt(h, 16));
export const padded = (answers, comment) => {
  const words = new TextEncoder().encode(JSON.stringify({ answers, comment }));
  return words.length <= PADDED ? joined(words, new Uint8Array(PADDED - words.length).fill(32)) : null;
};
const sealed = async (wave, key, words) => {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const theirs = await crypto.subtle.importKey('jwk', { ...key, ext: true }, curve, false, []);
  const once = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, once.privateKey, 256);
  const made = await stretched(shared, salt(wave), 'fairlead ballot 1', 44);
  const lock = await crypto.subtle.importKey('raw', made.slice(0, 32), 'AES-GCM', false, ['encrypt']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', once.publicKey));
  return joined(point, new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: made.slice(32) }, lock, words)));
};

/* words: padded. It is kept here until it was taken; a second tab finds the ticket gone, and what was sealed counts */
export const cast = (who, wave, words) => alone(async () => {
  const { state, seed, signature, token_key, seal_key, team } = mine(who, wave);
  if (state !== 'ticket') return;
  const { prepared } = await blind(token_key, bytes(seed));
  const body = { wave, team, ballot: text(prepared), signature, sealed: text(await sealed(wave, seal_key, words)) };
  const id = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', prepared.slice(32))));
  write(WAITING, [...read(WAITING, []), { who, due: Date.now() + pause(), body }]);
  change(who, wave, { state: 'sealed', id, seed: undefined, signature: undefined, token_key: undefined, seal_key: undefined });
}).then(handIn);

// ---- handing in
const ENDS = { 204: 'taken', 410: 'over', 422: 'refused', 400: 'refused', 413: 'refused' };
const timers = new Map();
const send = async ({ who, body }) => {
  const answer = await fetch('/ballots', { method: 'POST', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', keepalive: true, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }).catch(() => null);
  const told = await answer?.text().catch(() => ''), state = ENDS[answer?.status] || (answer?.status === 409 && told.includes('code_used') && 'taken');
  timers.delete(body.ballot);
  if (!state) { setTimeout(handIn, AGAIN); return; }
  await alone(() => {
    const rest = read(WAITING, []).filter((one) => one.body.ballot !== body.ballot);
    if (rest.length) write(WAITING, rest); else localStorage.removeItem(WAITING);
    change(who, body.wave, { state });
  });
};

/* A tab that was closed is no reason to hurry: what should long have gone gets a pause of its own, so that no page tells of it */
export async function handIn() {
  await alone(() => {
    const now = Date.now(), all = read(WAITING, []);
    if (all.some((one) => one.due < now - GONE)) write(WAITING, all.map((one) => (one.due < now - GONE ? { ...one, due: now + pause() } : one)));
  });
  for (const one of read(WAITING, [])) {
    if (timers.has(one.body.ballot)) continue;
    timers.set(one.body.ballot, setTimeout(send, Math.max(0, one.due - Date.now()), one));
  }
}
addEventListener('online', handIn);
