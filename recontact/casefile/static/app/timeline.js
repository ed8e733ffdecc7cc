// One lane per contact: what was seen, checked and tried, over the probability as it was believed on each day.
const TALL = 50;
const LABEL = 252; // width of a lane's label and its gap, as in page.css
const ROWS = { sighting: 12, copy: 12, check: 25, note: 25, attempt: 38 };

function drawTimeline() {
  const lanes = document.getElementById('lanes');
  const focused = document.activeElement && document.activeElement.closest && document.activeElement.closest('[data-mark]');
  const where = focused && focused.dataset.mark;
  const wide = lanes.clientWidth > 560;
  const width = Math.max(lanes.clientWidth - (wide ? LABEL : 0), 200);
  const scale = timeScale(width);
  lanes.replaceChildren(axis(scale, width), ...doc.contacts.map((contact) => lane(contact, scale, width)));
  const again = where && lanes.querySelector(`[data-mark="${where}"]`);
  if (again) again.focus();
  const kinds = ['sighting', 'copy', 'check', 'attempt', 'note'].filter((kind) => doc.contacts.some((c) => c.marks.some((m) => m.mark === kind)));
  const signs = [['for', 'speaks_for'], ['against', 'speaks_against']];
  replace('marks-legend', ...kinds.map((kind) => el('li', {}, markIcon(kind, 'even'), t(`mark_${kind}`))),
    ...signs.map(([side, key]) => el('li', {}, markIcon('sighting', side), t(key))),
    el('li', {}, svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' },
      svg('path', { class: 'area', d: 'M2 20V8l20 7v5z' }), svg('path', { class: 'curve', d: 'M2 8l20 7' })), t('area')));
}

function timeScale(width) {
  const days = doc.contacts.flatMap((contact) => contact.bars.map((bar) => bar.on)).filter(Boolean).sort();
  const first = dayNumber(state.from || (days[0] ? `${days[0].slice(0, 4)}-01-01` : doc.case.as_of));
  const last = Math.max(dayNumber(state.until || doc.case.as_of), first + 30);
  const room = width - 20;
  return { first, last, x: (day) => 10 + ((day - first) / (last - first)) * room };
}

function axis(scale, width) {
  const parts = [];
  const years = [];
  for (let year = new Date(scale.first * 86400000).getUTCFullYear(); year <= new Date(scale.last * 86400000).getUTCFullYear(); year += 1) {
    if (dayNumber(`${year}-01-01`) >= scale.first) years.push(year);
  }
  const every = Math.max(1, Math.ceil((years.length * 44) / width));
  years.filter((year) => year % every === 0).forEach((year) => {
    const x = scale.x(dayNumber(`${year}-01-01`));
    if (x < width - 24) parts.push(svg('text', { x: x + 3, y: 12 }, String(year)));
    parts.push(svg('line', { class: 'tick', x1: x, x2: x, y1: 2, y2: 18 }));
  });
  return el('div', { class: 'lane axis' }, el('span'), svg('svg', { class: 'track', viewBox: `0 0 ${width} 18`, 'aria-hidden': 'true' }, ...parts));
}

function lane(contact, scale, width) {
  const label = el('button', { type: 'button', id: `lane-${contact.rank}`, onclick: () => selectContact(contact.rank) },
    icon(contact.type), el('span', {}, `#${contact.rank} ${contact.value}`), el('b', {}, percent(contact.probability)));
  const seen = contact.marks.filter((mark) => within(contact.bars[mark.bar].source, mark.on));
  const inside = seen.filter((mark) => dayNumber(mark.on) >= scale.first && dayNumber(mark.on) <= scale.last);
  const marks = inside.map((mark, at) => drawMark(contact, mark, scale, at === 0));
  const track = svg('svg', { class: 'track', viewBox: `0 0 ${width} ${TALL}`, role: 'group', 'aria-label': nameOf(contact) },
    ...belief(contact, scale), ...marks);
  return el('div', { class: 'lane', 'data-lane': contact.rank }, label, track);
}

function belief(contact, scale) {
  const y = (p) => TALL - 3 - p * (TALL - 8);
  const dated = contact.curve.map(([day, p]) => [dayNumber(day), p]);
  const shown = dated.filter(([day]) => day >= scale.first && day <= scale.last);
  const earlier = dated.filter(([day]) => day < scale.first).pop();
  if (earlier) shown.unshift([scale.first, earlier[1]]);
  if (!shown.length) return [];
  const line = shown.map(([day, p]) => `${scale.x(day).toFixed(1)} ${y(p).toFixed(1)}`).join(' L');
  const [left, right] = [scale.x(shown[0][0]), scale.x(shown[shown.length - 1][0])];
  return [svg('path', { class: 'area', d: `M${left} ${y(0)} L${line} L${right} ${y(0)}z` }), svg('path', { class: 'curve', d: `M${line}` })];
}

function sideOf(bar) {
  if (Math.abs(bar.change) < 0.05) return 'even';
  return bar.change > 0 ? 'for' : 'against';
}

function markShape(kind, side) {
  const body = {
    sighting: () => svg('circle', { class: 'body', r: 6 }),
    copy: () => svg('circle', { class: 'body', r: 5 }),
    check: () => svg('path', { class: 'body', d: 'M0 -7.5L7.5 0 0 7.5-7.5 0z' }),
    attempt: () => svg('path', { class: 'body', d: 'M0 -7.5L7.5 5.5H-7.5z' }),
    note: () => svg('rect', { class: 'body', x: -5, y: -5, width: 10, height: 10 }),
  }[kind]();
  const low = kind === 'attempt' ? 1.5 : 0;
  const across = svg('line', { class: 'sign', x1: -3, x2: 3, y1: low, y2: low });
  const down = svg('line', { class: 'sign', x1: 0, x2: 0, y1: low - 3, y2: low + 3 });
  return [body, ...(side === 'even' || kind === 'copy' ? [] : side === 'for' ? [across, down] : [across])];
}

function markIcon(kind, side) {
  return svg('svg', { class: 'icon', viewBox: '-10 -10 20 20', 'aria-hidden': 'true' },
    svg('g', { class: `mark ${kind} ${side}` }, ...markShape(kind, side)));
}

function drawMark(contact, mark, scale, first) {
  const bar = contact.bars[mark.bar];
  const side = sideOf(bar);
  const text = [bar.on, t(`mark_${mark.mark}`), bar.source, sentence(bar), signed(bar.change)].filter(Boolean).join(' · ');
  return svg('g', {
    class: `mark ${mark.mark} ${side}`, transform: `translate(${scale.x(dayNumber(mark.on)).toFixed(1)} ${ROWS[mark.mark]})`,
    role: 'button', tabindex: first ? 0 : -1, 'aria-label': text, 'data-mark': `${contact.rank}-${mark.bar}`,
    onclick: () => selectBar(contact.rank, mark.bar), onkeydown: (event) => markKey(event, contact.rank, mark.bar),
  }, svg('title', {}, text), svg('circle', { class: 'touch', r: 11 }), svg('circle', { class: 'ring', r: 9.5 }), ...markShape(mark.mark, side));
}

function markKey(event, rank, bar) {
  const lanes = [...document.querySelectorAll('[data-lane]')];
  const at = lanes.findIndex((each) => each.dataset.lane === String(rank));
  const marks = [...lanes[at].querySelectorAll('.mark')];
  const here = marks.indexOf(event.currentTarget);
  const x = (mark) => mark.getBoundingClientRect().x;
  const nearest = (row) => [...row.querySelectorAll('.mark')].sort((a, b) => Math.abs(x(a) - x(marks[here])) - Math.abs(x(b) - x(marks[here])))[0];
  const found = {
    ArrowLeft: () => marks[here - 1], ArrowRight: () => marks[here + 1],
    ArrowUp: () => lanes.slice(0, at).reverse().map(nearest).find(Boolean),
    ArrowDown: () => lanes.slice(at + 1).map(nearest).find(Boolean),
  }[event.key];
  if (event.key === 'Escape') clearSelection();
  if (event.key === 'Enter' || event.key === ' ') selectBar(rank, bar);
  if (found || event.key === ' ') event.preventDefault();
  const next = found && found();
  if (next) next.focus();
}

function updateTimeline(patch) {
  if ('lang' in patch || 'sources' in patch || 'from' in patch || 'until' in patch) drawTimeline();
  for (const row of document.querySelectorAll('[data-lane]')) row.classList.toggle('picked', row.dataset.lane === String(state.contact));
  for (const mark of document.querySelectorAll('[data-mark]')) {
    const picked = mark.dataset.mark === `${state.contact}-${state.bar}`;
    mark.classList.toggle('picked', picked);
    mark.setAttribute('aria-pressed', picked);
  }
}
