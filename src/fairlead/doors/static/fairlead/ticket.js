/* The ticket of the week, to say something without a name: every signed-in browser fetches one on its first page of a week,
   used or not, and keeps it until it is used. */
import { blind, bytes, finalize, random, text } from './blind.js';

const KEEP = 'fairlead-tickets', ASKED = 'fairlead-ticket-asked', MOST = 13;

export const kept = () => { try { return JSON.parse(localStorage.getItem(KEEP)) || []; } catch { return []; } };
export const drop = (ticket) => localStorage.setItem(KEEP, JSON.stringify(kept().filter((one) => one.token !== ticket.token)));

/* mark: this week and this person, so that two people of one browser each get theirs */
export const fetchTicket = async (mark) => {
  if (!globalThis.crypto?.subtle || localStorage.getItem(ASKED) === mark) return;
  const got = await fetch('/feedback/ticket', { headers: { Accept: 'application/json' } });
  const read = await got.text();
  if (!got.ok || got.redirected) return;
  const { week, key, csrf } = JSON.parse(read), hidden = await blind(key, random(32));
  const answer = await fetch('/feedback/ticket', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf }, body: JSON.stringify({ blinded: text(hidden.blinded) }) });
  const told = await answer.text(); // read also where it is a no: a body nobody reads keeps the line open
  if (answer.status === 409) { localStorage.setItem(ASKED, mark); return; }
  if (!answer.ok) return;
  const signature = await finalize(key, bytes(JSON.parse(told).signature), hidden);
  localStorage.setItem(KEEP, JSON.stringify([...kept(), { week, token: text(hidden.prepared), signature: text(signature) }].slice(-MOST)));
  localStorage.setItem(ASKED, mark);
};
