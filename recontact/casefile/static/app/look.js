// How the graph looks: shapes say what a node is, strength how likely a contact reaches the borrower.
const SIZES = {
  mobile: ['round-rectangle', 24, 40], landline: ['bottom-round-rectangle', 40, 30], email: ['rhomboid', 46, 28],
  im: ['hexagon', 42, 36], address: ['pentagon', 42, 40], in_app: ['diamond', 42, 42],
};

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function look() {
  const typed = Object.entries(SIZES).map(([type, [shape, width, height]]) => ({
    selector: `node[type="${type}"]`, style: { shape, width, height },
  }));
  const veiled = { 'background-opacity': 0, 'border-color': colour('veil'), 'border-style': 'dashed' };
  return [
    { selector: 'node', style: {
      label: 'data(label)', 'font-size': 13, color: colour('ink'), 'text-valign': 'bottom', 'text-margin-y': 4,
      'text-wrap': 'wrap', 'text-max-width': 120, 'font-family': 'system-ui, sans-serif', 'line-height': 1.15,
      'background-color': colour('accent'), 'border-width': 1.5, 'border-color': colour('accent'),
      'text-background-color': colour('card'), 'text-background-opacity': 0.8, 'text-background-padding': 1,
    } },
    { selector: 'node[kind="borrower"]', style: { width: 46, height: 46, 'font-weight': 600, 'font-size': 14 } },
    { selector: 'node[kind="point"]', style: { 'background-opacity': 'mapData(p, 0, 1, 0.08, 0.95)' } },
    ...typed,
    { selector: 'node[?advised]', style: { 'border-width': 3 } },
    { selector: 'node[kind="record"]', style: {
      shape: 'cut-rectangle', width: 30, height: 22, 'background-color': colour('faint'),
      'border-color': colour('even'), 'font-size': 11, color: colour('soft'),
    } },
    { selector: 'node[kind="person"]', style: { ...veiled, width: 26, height: 26 } },
    { selector: 'node[kind="other"]', style: { ...veiled, shape: 'triangle', width: 26, height: 24 } },
    { selector: 'node[kind="crowd"]', style: { ...veiled, shape: 'rectangle', width: 28, height: 28 } },
    { selector: 'node[kind="withheld"]', style: {
      shape: 'octagon', width: 28, height: 28, 'background-opacity': 0, 'border-color': colour('bad'),
    } },
    { selector: 'edge', style: {
      width: 1.3, 'line-color': colour('even'), 'curve-style': 'bezier', opacity: 0.75, 'font-size': 11,
      color: colour('ink'), 'text-background-color': colour('card'), 'text-background-opacity': 0.9,
      'text-background-padding': 2, 'overlay-padding': 6,
    } },
    { selector: 'edge[relation="named"]', style: { width: 'mapData(records, 1, 8, 1.5, 5)' } },
    { selector: 'edge[relation="uses"], edge[relation="crowd"], edge[relation="knows"], edge[relation="mentions"]',
      style: { 'line-style': 'dashed', 'line-color': colour('veil') } },
    { selector: 'edge[relation="withheld"]', style: { 'line-style': 'dotted', 'line-color': colour('bad') } },
    { selector: '.faded', style: { opacity: 0.28 } },
    { selector: '.dim', style: { opacity: 0.3 } },
    { selector: 'node.picked', style: { 'border-width': 4, 'border-color': colour('pick-line'), 'border-style': 'solid' } },
    { selector: 'edge.picked, edge.onpath', style: {
      width: 3.5, 'line-color': colour('pick-line'), opacity: 1, label: 'data(label)', 'line-style': 'solid',
    } },
    { selector: 'node.onpath', style: { 'border-width': 4, 'border-color': colour('pick-line') } },
    { selector: '.off', style: { display: 'none' } },
  ];
}
