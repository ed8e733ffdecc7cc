// Why a contact has its probability: one line per bar, its change drawn from the level before to the level after.
function levels(contact) {
  let level = 0;
  return contact.bars.map((bar) => ({ bar, before: level, after: (level += bar.change) }));
}

function waterfall(contact) {
  const steps = levels(contact);
  const reached = steps.flatMap((step) => [step.before, step.after]);
  const low = Math.min(0, ...reached);
  const span = Math.max(0, ...reached) - low || 1;
  const place = (value) => ((value - low) / span) * 100;
  const rows = steps.map((step, at) => waterfallRow(contact, step, at, place));
  const total = t('sum', { logit: signed(contact.logit), p: percent(contact.probability) });
  rows.push(el('tr', {}, el('td', { colspan: 5 }, total)));
  const heads = [['day'], ['evidence'], ['running', 'draw'], ['change', 'n'], ['after', 'n']];
  const head = el('tr', {}, ...heads.map(([key, kind]) => el('th', { scope: 'col', class: kind }, t(key))));
  return el('table', { class: 'waterfall' }, el('thead', {}, head), el('tbody', {}, ...rows));
}

function waterfallRow(contact, { bar, before, after }, at, place) {
  const kind = !bar.source ? 'level' : bar.change < 0 ? 'down' : 'up';
  const start = Math.min(place(before), place(after));
  const width = Math.max(Math.abs(place(after) - place(before)), 0.8);
  const drawn = svg('svg', { viewBox: '0 0 100 14', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('line', { class: 'zero', x1: place(0), x2: place(0), y1: 0, y2: 14 }),
    svg('rect', { class: kind, x: start, width, y: 3, height: 8 }));
  const from = bar.source ? el('button', { type: 'button', class: 'from' }, `${bar.source} · ${bar.record}`) : null;
  const row = el('tr', { class: bar.source ? 'bar' : 'bar quiet', 'data-bar': at },
    el('td', { class: 'day' }, bar.on || '–'),
    el('td', {}, sentence(bar), from),
    el('td', { class: 'draw' }, drawn),
    el('td', { class: 'n' }, signed(bar.change)),
    el('td', { class: 'n' }, percent(chance(after))));
  row.addEventListener('click', () => selectBar(contact.rank, at));
  return row;
}
