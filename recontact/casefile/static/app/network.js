// The contact graph: points first; a node that is opened shows the records and the people behind it.
const DRAWN = 80; // nodes at once: beyond that a drawing explains nothing
let cy = null;

function startNetwork() {
  const elements = [
    ...doc.nodes.map((node) => ({ group: 'nodes', data: nodeData(node), position: startAt(node) })),
    ...doc.edges.map((edge) => ({ group: 'edges', data: { ...edge, source: edge.from, target: edge.to, label: edgeLabel(edge) } })),
  ];
  cy = cytoscape({
    container: document.getElementById('canvas'), elements, style: look(), minZoom: 0.2, maxZoom: 3,
    boxSelectionEnabled: false, autounselectify: true,
  });
  cy.on('tap', (event) => { if (event.target === cy) clearSelection(); });
  cy.on('tap', 'node', (event) => selectNode(event.target.id()));
  cy.on('tap', 'edge', (event) => selectEdge(event.target.id()));
  cy.on('dbltap', 'node', (event) => toggleNode(event.target.id()));
  document.getElementById('canvas').addEventListener('keydown', graphKey);
  showVisible();
  arrange();
}

function nodeData(node) {
  const contact = node.kind === 'point' ? contactOf.get(node.rank) : null;
  const label = labelOf(node);
  return contact ? { ...node, label, p: contact.probability, advised: contact.advised } : { ...node, label };
}

// Where a node starts: always at the same place, so that the same case is always drawn alike.
function startAt(node) {
  const ring = { borrower: 0, point: 190, record: 95, person: 240, other: 290, crowd: 290, withheld: 230 }[node.kind];
  const alike = doc.nodes.filter((each) => each.kind === node.kind);
  const turn = { record: 0.3, person: 0.5, other: 0.15, crowd: 0.1, withheld: 0.6 }[node.kind] || 0;
  const angle = 2 * Math.PI * (alike.indexOf(node) / alike.length + turn) - Math.PI / 2;
  return { x: Math.cos(angle) * ring * 1.3, y: Math.sin(angle) * ring };
}

function labelOf(node) {
  if (node.kind === 'borrower') return doc.case.borrower;
  if (node.kind === 'point') {
    const contact = contactOf.get(node.rank);
    return `#${node.rank} ${word(node.type)}\n${percent(contact.probability)}`;
  }
  if (node.kind === 'record') return `${node.source}\n${node.on}`;
  if (node.kind === 'person') return `${word(node.word)}\n${t('mentions_count', { n: node.count })}`;
  if (node.kind === 'other') return t('node_other');
  return t(`${node.kind}_count`, { n: node.count });
}

function nameNodes() {
  cy.batch(() => {
    for (const node of doc.nodes) cy.getElementById(node.id).data('label', labelOf(node));
    for (const edge of doc.edges) cy.getElementById(edge.id).data('label', edgeLabel(edge));
  });
  document.getElementById('canvas').setAttribute('aria-label', t('graph_label'));
}

function edgeLabel(edge) {
  if (edge.relation === 'names') return `${edge.usages.map(word).join(', ')} ${edge.on}`;
  if (edge.relation === 'about') return percent(edge.belief);
  return edge.on || '';
}

// What is to be seen now, as ids: nodes that are opened show what is behind them, as far as the filter lets it through.
function visible() {
  const shown = new Set(doc.nodes.filter((node) => ['borrower', 'point', 'person', 'withheld'].includes(node.kind)).map((node) => node.id));
  const inner = { names: 'about', mentions: 'about' };
  for (const edge of doc.edges) {
    const opened = state.expanded.has(edge.relation === 'crowd' ? edge.from : edge.to);
    if (!opened || !within(edge.source, edge.on)) continue;
    if (edge.relation in inner || edge.relation === 'uses') shown.add(edge.from).add(edge.id);
    if (edge.relation === 'crowd') shown.add(edge.to).add(edge.id);
  }
  for (const edge of doc.edges) {
    if (edge.relation === 'about' && shown.has(edge.to)) shown.add(edge.id);
    if (edge.relation === 'withheld') shown.add(edge.id);
    if (['named', 'knows'].includes(edge.relation) && !hasRecord(edge.to, shown)) shown.add(edge.id);
  }
  return shown;
}

function hasRecord(id, shown) {
  return doc.edges.some((edge) => ['names', 'mentions'].includes(edge.relation) && edge.to === id && shown.has(edge.id));
}

function showVisible() {
  const shown = visible();
  cy.batch(() => cy.elements().forEach((each) => { each.toggleClass('off', !shown.has(each.id())); }));
  return shown;
}

// A record that appears starts between the borrower and its opened points, which make room.
function placeBetween(record) {
  const borrower = cy.getElementById('b').position();
  const points = record.outgoers('node').filter((point) => state.expanded.has(point.id()));
  points.forEach((point) => {
    const { x, y } = point.position();
    const far = Math.hypot(x - borrower.x, y - borrower.y) || 1;
    const stretch = Math.max(1, 260 / far);
    point.position({ x: borrower.x + (x - borrower.x) * stretch, y: borrower.y + (y - borrower.y) * stretch });
    const place = point.incomers('node').indexOf(record) - point.incomers('node').length / 2;
    record.position({ x: (borrower.x + point.position('x')) / 2 - (y / far) * 30 * place, y: (borrower.y + point.position('y')) / 2 + (x / far) * 30 * place });
  });
}

function arrange() {
  if (!document.getElementById('canvas').clientWidth) return;
  const drawn = cy.elements().not('.off');
  drawn.layout({
    name: 'fcose', randomize: false, animate: false, fit: true, padding: 28, quality: 'proof',
    nodeDimensionsIncludeLabels: true, idealEdgeLength: 95, nodeRepulsion: 9000, nodeSeparation: 90,
    fixedNodeConstraint: [{ nodeId: 'b', position: { x: 0, y: 0 } }],
  }).run();
  if (cy.zoom() > 1.25) {
    cy.zoom(1.25);
    cy.center(drawn);
  }
}

function hidden(id) {
  return doc.edges.filter((edge) => (edge.to === id && ['names', 'mentions', 'uses'].includes(edge.relation))
    || (edge.from === id && edge.relation === 'crowd'));
}

function toggleNode(id) {
  if (!hidden(id).length) return say(t('nothing_to_open'));
  return tryOpen(toggled(state.expanded, id));
}

function tryOpen(expanded) {
  const before = state.expanded;
  state.expanded = expanded;
  const drawn = [...visible()].filter((id) => nodeOf.has(id)).length;
  state.expanded = before;
  if (drawn > DRAWN && expanded.size > before.size) return say(t('too_many', { n: DRAWN }));
  return change({ expanded });
}

function openAll() {
  let expanded = new Set(state.expanded);
  const before = state.expanded;
  let stopped = false;
  for (const node of doc.nodes.filter((each) => hidden(each.id).length)) {
    state.expanded = new Set(expanded).add(node.id);
    if ([...visible()].filter((id) => nodeOf.has(id)).length > DRAWN) stopped = true;
    else expanded = state.expanded;
  }
  state.expanded = before;
  change({ expanded });
  if (stopped) say(t('too_many', { n: DRAWN }));
}

function updateNetwork(patch) {
  if (!cy) return;
  if ('lang' in patch) nameNodes();
  if ('theme' in patch) cy.style(look());
  if ('expanded' in patch || 'sources' in patch || 'from' in patch || 'until' in patch) {
    const before = cy.nodes().not('.off');
    showVisible();
    const now = cy.nodes().not('.off');
    now.difference(before).filter('[kind="record"]').forEach(placeBetween);
    if (now.length !== before.length) arrange();
  }
  const path = state.path === null ? [] : (waysTo(state.path)[0] || []).flatMap((edge) => [edge.from, edge.id, edge.to]);
  cy.batch(() => cy.elements().forEach((each) => {
    each.toggleClass('picked', each.id() === state.edge || (each.id() === state.node && !state.edge));
    each.toggleClass('onpath', path.includes(each.id()));
    each.toggleClass('dim', path.length > 0 && !path.includes(each.id()));
    each.toggleClass('faded', isFaded(each.id()));
  }));
  drawTools();
}

function isFaded(id) {
  const node = nodeOf.get(id);
  if (!filtered() || !node || !['point', 'person'].includes(node.kind)) return false;
  const records = hidden(id).filter((edge) => edge.relation !== 'uses');
  return !records.some((edge) => within(edge.source, edge.on));
}

function drawTools() {
  const focused = document.activeElement && document.activeElement.dataset.tool;
  const opened = state.node && state.expanded.has(state.node);
  const can = state.node && hidden(state.node).length > 0;
  const all = doc.nodes.filter((node) => hidden(node.id).length);
  const tools = [
    ['open', t(opened ? 'close' : 'open'), () => toggleNode(state.node), !can],
    ['path', t(state.path === null ? 'show_path' : 'hide_path'), () => togglePath(state.contact), state.contact === null],
    ['all', t(state.expanded.size ? 'close_all' : 'open_all'), () => (state.expanded.size ? change({ expanded: new Set() }) : openAll()), !all.length],
    ['fit', t('fit'), fit, false],
    ['in', '+', () => zoomBy(1.25), false, t('zoom_in')],
    ['out', '−', () => zoomBy(0.8), false, t('zoom_out')],
  ];
  replace('graph-tools', ...tools.map(([key, text, onclick, disabled, label]) => el('button', {
    type: 'button', 'data-tool': key, onclick, disabled, 'aria-label': label, title: label,
  }, text)));
  const again = focused && document.querySelector(`[data-tool="${focused}"]`);
  if (again && !again.disabled) again.focus();
}

function fit() {
  cy.fit(cy.elements().not('.off'), 28);
}

function zoomBy(factor) {
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

function graphKey(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const act = {
    Enter: () => state.node && toggleNode(state.node), ' ': () => state.node && toggleNode(state.node),
    p: () => state.contact !== null && togglePath(state.contact), Escape: clearSelection,
    '+': () => zoomBy(1.25), '=': () => zoomBy(1.25), '-': () => zoomBy(0.8), 0: fit,
  }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey || !(step || act)) return;
  event.preventDefault();
  if (!step) {
    act();
    return;
  }
  const order = doc.nodes.filter((node) => !cy.getElementById(node.id).hasClass('off')).map((node) => node.id);
  const at = order.indexOf(state.node);
  selectNode(order[at < 0 ? 0 : (at + step + order.length) % order.length]);
}

function drawLegend() {
  const types = [...new Set(doc.contacts.map((contact) => contact.type))];
  const kinds = [...new Set(doc.nodes.map((node) => node.kind))].filter((kind) => kind !== 'point' && kind !== 'borrower');
  replace('legend', el('li', {}, icon('borrower'), t('borrower')),
    ...types.map((type) => el('li', {}, icon(type), word(type))),
    ...kinds.map((kind) => el('li', {}, icon(kind), t(`node_${kind}`))));
}
