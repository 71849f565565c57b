/* What is typed in a form with data-keep (its person) stays in this browser until it was sent: a reload, a second tab,
   a lost network and a server that is gone take nothing. Signing out takes it away; so do thirty days.
   Where the page stands after a form was taken bears #sent. Nothing here is needed: without it the server gives back.
   Words that make people defend themselves are noticed here, too, and told beside the box to who types, and to nobody else. */
(() => {
  const d = document, START = 'fairlead:kept:', SENDING = 'fairlead:sending', DAYS = 30 * 864e5;
  const HARD = /\b(you([\x27’]re| are)? (always|never)|why (did|didn[\x27’]t|don[\x27’]t|haven[\x27’]t|couldn[\x27’]t) you|how could you|your (fault|mistake)|because of you|you (failed|forgot|ignored|should have)|du (\S+ )?(immer|nie|niemals|ständig)|(warum|wieso|weshalb) (hast|hattest|bist|konntest) du|wie konntest du|dein fehler|deine schuld|wegen dir|du hättest)(?![\wäöüß])/i;
  let store, tab;
  try { store = localStorage; tab = sessionStorage; store.length; } catch { return; }
  const all = (at) => [...at.elements].filter((x) => x.name && !['hidden', 'submit', 'button', 'fieldset'].includes(x.type) && x.localName !== 'button');
  const valueOf = (x) => (/^(radio|checkbox)$/.test(x.type) ? x.checked : x.value);
  const read = (key) => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };
  const keys = () => Object.keys(store).filter((key) => key.startsWith(START));

  if (d.querySelector('form[data-forget-all]')) addEventListener('submit', (e) => { if (e.target.matches('[data-forget-all]')) keys().forEach((key) => store.removeItem(key)); });
  keys().forEach((key) => { if (!(read(key)?.at > Date.now() - DAYS)) store.removeItem(key); });
  if (location.hash === '#sent') {
    store.removeItem(tab.getItem(SENDING));
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  tab.removeItem(SENDING);

  d.querySelectorAll('form[data-keep]').forEach((form) => {
    const key = START + form.dataset.keep + ':' + new URL(form.action).pathname;
    const line = (name) => form.querySelector(`[data-${name}]`);
    const keep = () => { try { store.setItem(key, JSON.stringify({ at: Date.now(), fields: all(form).map((x) => [x.name, valueOf(x)]) })); } catch { /* full: the page still holds it */ } };
    const restore = () => {
      const kept = read(key), fields = all(form);
      if (!kept || kept.fields.length !== fields.length) return false;
      let differs = false;
      fields.forEach((x, i) => {
        const [name, value] = kept.fields[i];
        if (name !== x.name || valueOf(x) === value) return;
        differs = true;
        if (typeof value === 'boolean') x.checked = value; else x.value = value;
      });
      return differs;
    };
    const hint = line('aside');
    const look = (box) => {
      hint.hidden = !HARD.test(box.value);
      if (!hint.hidden && hint.previousElementSibling !== box) box.after(hint);
    };
    if (restore()) line('again').hidden = false;
    form.addEventListener('input', keep);
    form.addEventListener('input', (e) => { if (hint && e.target.localName === 'textarea') look(e.target); });
    addEventListener('storage', (e) => { if (e.key === key && e.newValue && !form.contains(d.activeElement)) restore(); });
    line('anew')?.addEventListener('click', () => { store.removeItem(key); form.reset(); line('again').hidden = true; });
    form.addEventListener('submit', (e) => {
      keep();
      if (navigator.onLine) { tab.setItem(SENDING, key); return; }
      e.preventDefault();
      e.stopPropagation();
      line('offline').hidden = false;
      line('offline').focus();
    });
    addEventListener('online', () => { line('offline').hidden = true; });
  });
})();
