// What the selection is and why it is there; says every selection in one line, also to screen readers.
function titleOf(node) {
  if (node.kind === 'borrower') return `${t('borrower')} ${doc.case.borrower}`;
  if (node.kind === 'point') return nameOf(contactOf.get(node.rank));
  if (node.kind === 'record') return `${t('node_record')} ${node.record}`;
  if (node.kind === 'person') return `${t('node_person')}: ${word(node.word)}`;
  return node.kind === 'other' ? t('node_other') : t(`${node.kind}_count`, { n: node.count });
}

function noteOn(node) {
  if (node.kind === 'person') return t('veiled');
  if (node.kind === 'other' || node.kind === 'crowd') return t('stranger');
  if (node.kind === 'record') return t('record_belief', { source: node.source, day: node.on || '?', belief: node.belief.toFixed(3) });
  if (node.kind !== 'point') return '';
  const contact = contactOf.get(node.rank);
  return `${t('reaches')} ${percent(contact.probability)} · ${t('wrong')} ${percent(contact.p_wrong)}`;
}

function drawEvidence() {
  const node = state.node && nodeOf.get(state.node);
  if (!node) return replace('evidence', el('h3', {}, t('evidence_title')), el('p', { class: 'soft' }, t('evidence_hint')));
  const edges = doc.edges.filter((edge) => (edge.from === node.id || edge.to === node.id) && within(edge.source, edge.on));
  const focused = document.activeElement && document.activeElement.dataset.edge;
  const list = edges.map((edge) => el('li', {}, el('button', {
    type: 'button', 'data-edge': edge.id, 'aria-pressed': state.edge === edge.id, onclick: () => pickEdge(edge, node),
  }, edge[state.lang])));
  replace('evidence', el('h3', {}, titleOf(node)), el('p', { class: 'soft' }, noteOn(node)),
    el('h3', {}, `${t('why_edges')} (${edges.length})`), el('ul', { class: 'edges' }, ...list));
  const again = focused && document.querySelector(`[data-edge="${focused}"]`);
  if (again) again.focus();
  const picked = document.querySelector('.edges [aria-pressed=true]');
  if (picked) picked.parentElement.parentElement.scrollTop = picked.offsetTop - picked.parentElement.parentElement.offsetTop - 40;
  return undefined;
}

// The edge is drawn only where its point is opened.
function pickEdge(edge, node) {
  const inner = ['names', 'mentions', 'uses'].includes(edge.relation) ? edge.to : edge.relation === 'crowd' ? edge.from : null;
  if (inner) change({ expanded: toggled(state.expanded, inner, true) });
  selectEdge(edge.id);
  if (node.kind !== 'point') change({ node: node.id });
}

function say(text) {
  document.getElementById('said').textContent = text;
}

function sayWhat() {
  const node = state.node && nodeOf.get(state.node);
  if (!node) return say(t('selected_none'));
  const edge = state.edge && edgeOf.get(state.edge);
  const bar = state.bar !== null && contactOf.get(state.contact).bars[state.bar];
  const more = bar ? `${bar.on} ${sentence(bar)} ${signed(bar.change)}` : edge ? edge[state.lang] : noteOn(node);
  return say([titleOf(node), more].filter(Boolean).join(' · '));
}

function drawJumps() {
  const rank = state.contact;
  const jumps = [[rank ? `open-${rank}` : 'contacts', 'to_table'], ['canvas', 'to_graph'], [rank ? `lane-${rank}` : 'timeline', 'to_timeline']];
  replace('jumps', ...jumps.map(([id, key]) => el('a', { href: `#${id}`, onclick: (event) => jump(event, id) }, t(key))));
}

function jump(event, id) {
  const target = document.getElementById(id);
  event.preventDefault();
  target.scrollIntoView({ block: 'center' });
  target.focus({ preventScroll: true });
}

function updateEvidence() {
  drawEvidence();
  drawJumps();
  sayWhat();
}
