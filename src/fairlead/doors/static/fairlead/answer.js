/* The pages on which somebody answers a pulse: one statement a page, all of them this one page, so that no request tells how
   far anybody came. Answers stay in this browser until they are sealed (ballot.js); signing out takes them away. */
import { CHANGED, carried, cast, fetchTickets, handIn, mine, padded } from './ballot.js';
import { picture } from './qr.js';

const d = document, $ = (s, from = d) => from.querySelector(s), all = (s, from = d) => [...from.querySelectorAll(s)];
const box = $('#pulse'), { pulse, who } = box.dataset, base = `/pulses/${pulse}`, DRAFT = `fairlead:kept:${who}:${base}`;
const statements = all('#statements li'), codes = statements.map((x) => x.dataset.code), most = statements.length;
const ask = $('#ask'), comment = $('#comment'), send = $('#send');

const draft = () => { try { return { answers: {}, comment: '', ...JSON.parse(localStorage.getItem(DRAFT)) }; } catch { return { answers: {}, comment: '' }; } };
const keep = (facts) => { try { localStorage.setItem(DRAFT, JSON.stringify({ ...draft(), ...facts, at: Date.now() })); } catch { /* full: the page still holds it */ } };
const state = () => (crypto.subtle ? mine(who, pulse).state || 'none' : 'unsafe');
const isDone = () => ['sealed', 'taken', 'over', 'refused'].includes(state());

// ---- where we are
const placeOf = () => location.pathname.slice(base.length + 1);
const next = () => { const i = codes.findIndex((code) => !(code in draft().answers)); return i < 0 ? 'comment' : `${i + 1}`; };
const fill = (n) => {
  if (ask.dataset.at === `${n}`) return; // a ticket came meanwhile: what is chosen and not given yet stays
  ask.dataset.at = n;
  const given = draft().answers[codes[n - 1]];
  $('#statement').textContent = statements[n - 1].textContent;
  $('progress', box).value = n;
  $('#place').textContent = box.dataset.place.replace('{n}', n);
  all('[name=v]', ask).forEach((x) => { x.checked = x.value === `${given}`; });
  $('#choose').hidden = true;
};
const show = (move) => {
  const place = isDone() && placeOf() ? 'sent' : placeOf(), part = Number(place) ? 'ask' : place || 'begin';
  if (Number(place)) fill(Number(place));
  all('[data-part]', box).forEach((x) => { x.hidden = x.dataset.part !== part; });
  all('[data-when]', box).forEach((x) => { x.hidden = !x.dataset.when.split(' ').includes(state()); });
  all('[data-next]', box).forEach((x) => { x.href = `${base}/${next()}`; if (next() !== '1') x.textContent = x.dataset.next; });
  if (!comment.value) comment.value = draft().comment;
  if (move) { const head = all('h1', box).find((x) => x.checkVisibility()); head.tabIndex = -1; head.focus(); scrollTo(0, 0); }
};
const go = (place) => { history.pushState(null, '', `${base}/${place}`); show(true); };
addEventListener('popstate', () => show(true));
addEventListener('storage', () => show());
d.addEventListener(CHANGED, () => show());
box.addEventListener('click', (e) => {
  const link = e.target.closest(`a[href^="${base}/"]`);
  if (!link || e.metaKey || e.ctrlKey || e.shiftKey) return;
  e.preventDefault();
  go(link.getAttribute('href').slice(base.length + 1));
});

// ---- a statement
const answer = (point) => {
  const n = Number(placeOf());
  keep({ answers: { ...draft().answers, [codes[n - 1]]: point } });
  go(n < most ? n + 1 : 'comment');
};
ask.addEventListener('submit', (e) => {
  e.preventDefault();
  const point = Number(ask.elements.v.value);
  if (point) answer(point); else $('#choose').hidden = false;
});
$('#skip').addEventListener('click', () => answer(null));
d.addEventListener('keydown', (e) => {
  if (box.dataset.shortcuts === 'off' || e.metaKey || e.ctrlKey || e.altKey || e.target.closest('textarea') || !Number(placeOf())) return;
  const radio = $(`[name=v][value="${e.key}"]`, ask);
  if (radio) { radio.checked = true; radio.focus(); }
});

// ---- sealing it
comment.addEventListener('input', () => keep({ comment: comment.value }));
const not = (name) => all('[data-not]', send).forEach((x) => { x.hidden = x.dataset.not !== name; });
send.addEventListener('submit', async (e) => {
  e.preventDefault();
  if (send.dataset.busy) return;
  send.dataset.busy = 1;
  const { answers } = draft(), words = padded(Object.fromEntries(codes.map((code) => [code, answers[code] ?? null])), comment.value.trim());
  not(words ? '' : 'long');
  if (words) {
    if (state() !== 'ticket') await fetchTickets(who).catch(() => null);
    await cast(who, pulse, words).catch(() => null);
    if (isDone()) { localStorage.removeItem(DRAFT); comment.value = ''; go('sent'); } else not(state() === 'elsewhere' ? 'elsewhere' : 'ticket');
  }
  delete send.dataset.busy;
});

// ---- on another device: the seed of the unused ticket, behind the mark that browsers send to no server
$('#device').addEventListener('toggle', () => {
  const { seed } = mine(who, pulse);
  if (seed) $('#picture').replaceChildren(picture(`${location.origin}${base}#${seed}`));
});

// ---- begin
const seed = /^#([\w-]{43})$/.exec(location.hash)?.[1];
if (location.hash) history.replaceState(null, '', location.pathname);
if (crypto.subtle) {
  (seed ? carried(who, pulse, seed) : fetchTickets(who)).catch(() => null);
  handIn();
}
show();
