/* Saying something without a name, and following it by its receipt: sent without a cookie or a referrer.
   Nothing typed is lost: what is refused stays in its form, beside a sentence that says why. */
import { drop, fetchTicket, kept } from './ticket.js';

const d = document, $ = (s, from = d) => from.querySelector(s);
const send = (to, body, accept) => fetch(to, { method: 'POST', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', headers: { 'Content-Type': 'application/json', Accept: accept }, body: JSON.stringify(body) });
const unsent = (words) => { const box = $('#unsent'); $('p', box).textContent = words; box.hidden = false; box.focus(); };
const said = async (to, body, accept, form) => {
  $('#unsent').hidden = true;
  const answer = await send(to, body, accept).catch(() => null);
  if (answer?.ok) return answer;
  const problem = await answer?.json().catch(() => null);
  unsent(problem?.detail || form.dataset.noNet);
  return { problem: problem || {} };
};
const values = (form) => Object.fromEntries(new FormData(form));

// ---- giving it
const give = $('#give');
const way = () => give.elements.way.value;
const ticket = async () => {
  if (!kept().length) await fetchTicket(d.documentElement.dataset.ticket).catch(() => null);
  const all = kept();
  return all[crypto.getRandomValues(new Uint32Array(1))[0] % all.length];
};
const given = (receipt) => {
  $('#receipt').value = receipt;
  give.hidden = true;
  const box = $('#given');
  box.hidden = false;
  box.focus();
};
const say = async () => {
  if (!globalThis.crypto?.subtle) { unsent(give.dataset.noCrypto); return; }
  const one = await ticket(), { about, to, text } = values(give);
  if (!one) { unsent(give.dataset.noTicket); return; }
  const answer = await said('/unsigned', { about, to, text, ...one }, 'application/json', give);
  if (answer.ok) { drop(one); given((await answer.json()).receipt); return; }
  if (['token', 'signature', 'week'].includes(answer.problem.field)) drop(one);
};
give?.addEventListener('change', () => { $('#leave-f').hidden = way() === 'unsigned'; });
give?.addEventListener('submit', async (e) => {
  if (way() !== 'unsigned') return;
  e.preventDefault();
  e.stopImmediatePropagation();
  if (give.dataset.busy) return;
  give.dataset.busy = 1;
  await say();
  delete give.dataset.busy;
}, true);
if (give) $('[value=unsigned]', give).disabled = false; // only once what follows keeps it from being sent with a name

// ---- following it
const follow = $('#follow'), part = $('#followed');
const show = async (answer) => {
  part.innerHTML = await answer.text();
  $('.btn-primary', follow)?.classList.remove('btn-primary'); // what comes next is the page's one filled button
  $('[data-focus]', part)?.focus();
};
follow?.addEventListener('submit', async (e) => {
  e.preventDefault();
  part.replaceChildren();
  const answer = await said('/unsigned/read', { receipt: follow.elements.receipt.value }, 'text/html', follow);
  if (answer.ok) await show(answer);
});
part?.addEventListener('submit', async (e) => {
  e.preventDefault();
  e.stopPropagation();
  const { version, ...facts } = values(e.target);
  const body = { receipt: follow.elements.receipt.value, version: Number(version), ...facts };
  const answer = await said('/unsigned/answer', body, 'text/html', follow);
  if (answer.ok) await show(answer);
});
