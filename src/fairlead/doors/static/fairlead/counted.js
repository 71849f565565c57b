/* Was mine counted? This browser kept a hash of its ballot's id, and looks for it in what was published. */
import { mine } from './ballot.js';

const box = document.querySelector('#counted'), { id } = mine(box.dataset.who, box.dataset.pulse);
if (id) {
  const answer = await fetch(`/api/v1/pulses/${box.dataset.pulse}`, { headers: { Accept: 'application/json' } });
  const { release } = answer.ok ? await answer.json() : {};
  if (release) {
    const is = release.spent_sha256.includes(id) ? 'yes' : 'no';
    box.querySelector(`[data-counted=${is}]`).hidden = false;
    box.hidden = false;
  }
}
