/* Keys, dialogs, a live preview, drafts kept while typing, and where the reader is after a swap.
   Nothing here is needed: every page works without this file. */
(() => {
  const d = document, root = d.documentElement, $ = (s, from = d) => from.querySelector(s);
  const all = (s, from = d) => [...from.querySelectorAll(s)];
  const say = (words) => { const node = $('#say'); if (node && words) { node.textContent = ''; setTimeout(() => { node.textContent = words; }, 50); } };

  // ---- dialogs, copying, ready wording, one more point, times in the reader's zone
  d.addEventListener('click', (e) => {
    const at = (s) => e.target.closest(s);
    let node;
    if ((node = at('[data-open]'))) { const box = $('#' + node.dataset.open); if (box?.showModal) { e.preventDefault(); box.showModal(); } }
    if ((node = at('[data-copy]'))) {
      const field = $(node.dataset.copy);
      field.select();
      navigator.clipboard?.writeText(field.value).then(() => say(node.dataset.said));
    }
    if ((node = at('[data-fill]'))) {
      e.preventDefault();
      const field = $(node.dataset.fill);
      field.value = node.dataset.words || node.textContent.trim();
      field.focus();
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    if ((node = at('[data-more]'))) {
      e.preventDefault();
      const list = $(node.dataset.more), next = list.lastElementChild.cloneNode(true), n = list.children.length + 1;
      all('[id]', next).forEach((x) => { x.id = x.id.replace(/\d+$/, n); });
      all('label', next).forEach((x) => { x.htmlFor = x.htmlFor.replace(/\d+$/, n); x.textContent = x.textContent.replace(/\d+/, n); });
      list.append(next);
      const field = $('textarea,input', next);
      field.value = '';
      field.focus();
    }
  });
  all('input[data-zone]').forEach((x) => { if (!x.value) x.value = Intl.DateTimeFormat().resolvedOptions().timeZone; });

  // ---- a form is sent once; Ctrl or Cmd with Enter sends it
  d.addEventListener('submit', (e) => {
    const form = e.target;
    if (form.method !== 'post' || e.submitter?.formTarget === '_blank') return; // what opens beside it leaves it as it is
    if (form.dataset.sent) { e.preventDefault(); return; }
    clearTimeout(timers.get(form));
    if (keeping.has(form)) { e.preventDefault(); keeping.get(form).then(() => form.requestSubmit(e.submitter)); return; }
    form.dataset.sent = 1;
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
  addEventListener('pageshow', () => all('form[data-sent]').forEach((f) => { delete f.dataset.sent; }));

  // ---- what the other will see, while it is typed; the draft behind it
  const day = new Intl.DateTimeFormat(root.lang === 'en' ? 'en-GB' : root.lang || 'en', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  const read = (x) => (x.type === 'date' && x.valueAsDate ? day.format(x.valueAsDate).replace(',', '') : x.value.trim());
  const show = (form) => all('[data-mirror]', form).forEach((node) => {
    const words = all(node.dataset.mirror, form).map(read).filter(Boolean);
    if (node.matches('ol,ul')) node.replaceChildren(...words.map((w) => Object.assign(d.createElement('li'), { textContent: w })));
    else node.textContent = words.join(node.dataset.between || ' ') || node.dataset.empty || '';
  });
  const timers = new WeakMap(), keeping = new WeakMap();
  const keep = async (form) => {
    const answer = await fetch(form.dataset.draft, { method: 'POST', body: new FormData(form), headers: { 'X-Draft': '1' }, signal: AbortSignal.timeout(5000) }).catch(() => null);
    const note = $('[data-kept]', form);
    if (!answer?.ok || answer.status === 202) return;
    if (answer.status === 200) form.draft.value = (await answer.json()).draft; // sending it takes this one along
    if (note) note.textContent = note.dataset.kept;
  };
  const keepSoon = (form) => {
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => (keeping.has(form) ? keepSoon(form) : keeping.set(form, keep(form).then(() => keeping.delete(form)))), 1200));
  };
  d.addEventListener('input', (e) => {
    const form = e.target.form;
    if (!form) return;
    if ($('[data-mirror]', form)) show(form);
    if (form.dataset.draft) keepSoon(form);
  });

  // ---- after a swap: say it, and stand at the new heading (refreshed by itself: only if the reader stood in it)
  let lost = false;
  d.addEventListener('htmx:afterSettle', (e) => {
    const part = e.detail.elt, line = $('[data-say]', part);
    if (line) say(line.dataset.say);
    const head = $('[data-focus]', part);
    if (head && (lost || !part.matches('[data-gentle]')) && !d.activeElement?.form) { head.tabIndex = -1; head.focus({ preventScroll: lost }); }
    lost = false;
  });
  // a part that refreshes itself asks only while it is looked at, and waits while something is typed in it:
  // then one line says that there is news. data-gentle="watch": a form that is never replaced, only told
  const changed = (x) => (x.options ? [...x.options].some((o) => o.selected !== o.defaultSelected) : x.type === 'hidden' ? false : x.checked !== x.defaultChecked || x.value !== x.defaultValue);
  const busy = (part) => part.dataset.gentle === 'watch' || all('input,textarea,select', part).some(changed) || (part.contains(d.activeElement) && d.activeElement.matches('input,textarea,select'));
  d.addEventListener('htmx:beforeRequest', (e) => {
    const part = e.detail.target;
    if (part.matches('[data-gentle]') && (d.hidden || (part.dataset.gentle === 'watch' && part.dataset.told))) e.preventDefault();
  });
  d.addEventListener('htmx:beforeSwap', (e) => {
    const part = e.detail.target;
    if (!part.matches('[data-gentle]') || e.detail.xhr.status !== 200) return;
    lost = part.contains(d.activeElement);
    if (!busy(part)) return;
    e.detail.shouldSwap = false;
    const line = $('[data-news]', part);
    if (line && !part.dataset.told) { part.dataset.told = 1; line.hidden = false; say(line.textContent.trim()); }
  });
  $('.err-sum[role=alert]')?.focus();
  setTimeout(() => say($('.said')?.dataset.say), 300);

  // ---- tickets of the week and of open pulses, fetched once when the page has long been there; a ballot that waits
  const { ticket } = root.dataset, kept = (name) => localStorage.getItem(name);
  if (crypto.subtle) {
    const once = (name, mark, from, work) => { if (kept(name) !== mark) setTimeout(() => import(from).then(work).catch(() => null), 4000); };
    if (kept('fairlead-ballots')) import('./ballot.js').then((x) => x.handIn());
    if (kept('fairlead-pulses') && $('#counted')) import('./counted.js');
    if (ticket) {
      const who = ticket.split('.')[1], hour = `${who}.${Math.floor(Date.now() / 36e5)}`;
      once('fairlead-ticket-asked', ticket, './ticket.js', (x) => x.fetchTicket(ticket));
      once('fairlead-pulses-asked', hour, './ballot.js', (x) => x.fetchTickets(who, hour));
      const mine = JSON.parse(kept('fairlead-pulses') || '{}');
      all('[data-asked-in]').forEach((x) => { x.hidden = /sealed|taken/.test(mine[`${who} ${x.dataset.askedIn}`]?.state); });
    }
  }

  // ---- keys: a single key only opens, never commits (data-press: it changes this page alone); off or renamed in the settings
  const keys = JSON.parse(root.dataset.keys || '{}'), can = root.dataset.shortcuts !== 'off';
  let gone = 0;
  const follow = (to) => {
    const near = d.activeElement?.closest('[data-keys-in]'), keyed = `[data-key="${to}"]`;
    const node = (to === '/' && $('main #q')) || (near && $(keyed, near)) || all(keyed).find((x) => x.checkVisibility());
    const place = $('.rail') && { a: '/ask', o: '/offer' }[to];
    if (node) { if (node.matches(near ? 'a,[data-press]' : 'a')) node.click(); else node.focus(); } else if (place) location.assign(place);
    return !!(node || place);
  };
  if (location.hash === '#q') $('#q')?.focus();
  d.addEventListener('keydown', (e) => {
    const field = e.target.closest?.('input,textarea,select,[contenteditable]');
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && e.target.form) { e.target.form.requestSubmit(); return; }
    if (e.key === 'Escape') all('.teams[open]').forEach((x) => { x.open = false; $('summary', x).focus(); });
    if (!can || field || e.metaKey || e.ctrlKey || e.altKey || $('dialog[open]')) return;
    const key = keys[e.key.toLowerCase()] ?? e.key.toLowerCase();
    if (gone) { gone = 0; if (follow('g ' + key)) e.preventDefault(); return; }
    if (key === 'g') { gone = 1; setTimeout(() => { gone = 0; }, 1500); return; }
    if (key === 'j' || key === 'k') {
      const rows = all('[data-row]'), i = rows.indexOf(d.activeElement);
      rows[Math.max(0, Math.min(rows.length - 1, i + (key === 'j' ? 1 : -1)))]?.focus();
    } else if (follow(key)) e.preventDefault();
  });
})();
