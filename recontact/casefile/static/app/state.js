// What is selected, opened and filtered; every view is told of each change.
const state = {
  lang: (navigator.language || '').startsWith('zh') ? 'zh' : 'en',
  theme: 'auto',
  contact: null, // rank
  node: null, // id
  edge: null, // id
  bar: null, // place among the contact's bars
  path: null, // rank of the contact whose path is shown
  open: new Set(), // ranks of opened rows
  expanded: new Set(), // ids of opened nodes
  sources: new Set(doc.sources.map((source) => source.id)),
  from: '',
  until: '',
};

const views = [];
const contactOf = new Map(doc.contacts.map((contact) => [contact.rank, contact]));
const nodeOf = new Map(doc.nodes.map((node) => [node.id, node]));
const edgeOf = new Map(doc.edges.map((edge) => [edge.id, edge]));

function change(patch) {
  Object.assign(state, patch);
  for (const view of views) view(patch);
}

function toggled(set, member, on = !set.has(member)) {
  const changed = new Set(set);
  if (on) changed.add(member);
  else changed.delete(member);
  return changed;
}

function selectContact(rank) {
  change({ contact: rank, node: `p${rank}`, edge: null, bar: null, ...pathFor(rank) });
}

function selectNode(id) {
  const node = nodeOf.get(id);
  if (node.kind === 'point') selectContact(node.rank);
  else change({ contact: null, node: id, edge: null, bar: null, path: null });
}

// An edge from a record to a point is also a bar of that point's waterfall.
function selectEdge(id) {
  const edge = edgeOf.get(id);
  const point = nodeOf.get(edge.to).kind === 'point' ? nodeOf.get(edge.to) : null;
  if (!point) return change({ contact: null, node: edge.to, edge: id, bar: null, path: null });
  const bars = contactOf.get(point.rank).bars;
  const bar = edge.relation === 'names' ? bars.findIndex((each) => cameFrom(each, edge)) : -1;
  return change({ contact: point.rank, node: edge.to, edge: id, bar: bar < 0 ? null : bar, ...pathFor(point.rank) });
}

function selectBar(rank, bar) {
  const chosen = contactOf.get(rank).bars[bar];
  const edge = doc.edges.find((each) => each.to === `p${rank}` && each.relation === 'names' && cameFrom(chosen, each));
  const expanded = edge ? toggled(state.expanded, `p${rank}`, true) : state.expanded;
  const open = toggled(state.open, rank, true);
  change({ contact: rank, node: `p${rank}`, edge: edge ? edge.id : null, bar, expanded, open, ...pathFor(rank) });
}

function clearSelection() {
  change({ contact: null, node: null, edge: null, bar: null, path: null });
}

function togglePath(rank) {
  const on = state.path !== rank;
  const expanded = on ? toggled(state.expanded, `p${rank}`, true) : state.expanded;
  change({ contact: rank, node: `p${rank}`, edge: null, bar: null, expanded, path: on ? rank : null });
}

function pathFor(rank) {
  return { path: state.path === rank ? rank : null };
}

function cameFrom(bar, edge) {
  return bar.record !== '' && bar.record === edge.record && bar.source === edge.source;
}

// Ways from the borrower to a point, each through one record: the most believed first, of equal ones the latest seen.
function waysTo(rank) {
  const through = doc.edges.filter((edge) => edge.relation === 'names' && edge.to === `p${rank}`);
  through.sort((a, b) => b.belief - a.belief || (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
  return through.map((last) => [doc.edges.find((edge) => edge.relation === 'about' && edge.to === last.from), last]);
}

function within(source, on) {
  const known = !source || state.sources.has(source);
  return known && (!on || ((!state.from || on >= state.from) && (!state.until || on <= state.until)));
}

function filtered() {
  return Boolean(state.from || state.until || state.sources.size < doc.sources.length);
}
