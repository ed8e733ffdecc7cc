// Makes elements; text is always set as text, never read as markup.
const SVG = 'http://www.w3.org/2000/svg';

function el(name, given = {}, ...children) {
  return fill(document.createElement(name), given, children);
}

function svg(name, given = {}, ...children) {
  return fill(document.createElementNS(SVG, name), given, children);
}

function fill(element, given, children) {
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key.startsWith('aria-') && typeof value === 'boolean') element.setAttribute(key, String(value));
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function replace(id, ...children) {
  document.getElementById(id).replaceChildren(...children.filter((child) => child !== null));
}

// The shapes of the graph, for the table and the legend; the same as in look.js, in a box of 24 by 24.
const SHAPES = {
  borrower: ['circle', { cx: 12, cy: 12, r: 9, class: 'shape solid' }],
  mobile: ['rect', { x: 7, y: 3, width: 10, height: 18, rx: 3, class: 'shape' }],
  landline: ['path', { d: 'M4 7h16v7a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4z', class: 'shape' }],
  email: ['path', { d: 'M2 6h15l5 12H7z', class: 'shape' }],
  im: ['path', { d: 'M7 4h10l5 8-5 8H7l-5-8z', class: 'shape' }],
  address: ['path', { d: 'M12 2l10 8-4 11H6L2 10z', class: 'shape' }],
  in_app: ['path', { d: 'M12 2l10 10-10 10L2 12z', class: 'shape' }],
  record: ['path', { d: 'M4 8l3-3h10l3 3v8l-3 3H7l-3-3z', class: 'shape plain' }],
  person: ['circle', { cx: 12, cy: 12, r: 8, class: 'shape veiled' }],
  other: ['path', { d: 'M12 3l9 17H3z', class: 'shape veiled' }],
  crowd: ['path', { d: 'M5 5h14v14H5z', class: 'shape veiled' }],
  withheld: ['path', { d: 'M8 3h8l5 5v8l-5 5H8l-5-5V8z', class: 'shape stop' }],
};

function icon(kind) {
  const [shape, given] = SHAPES[kind];
  return svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg(shape, given));
}
