// What the page reads and says: the document, its words in the chosen language, numbers and days.
const doc = JSON.parse(document.getElementById('case').textContent);

function t(key, filled = {}) {
  const text = doc.words.page[key][state.lang];
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in filled ? filled[name] : whole));
}

function word(code) {
  const known = doc.words.codes[code];
  return known ? known[state.lang] : code.replaceAll('_', ' ');
}

function sentence(bar) {
  return doc.sentences[bar.code][state.lang];
}

function percent(p) {
  if (p > 0 && p < 0.005) return '<1 %';
  if (p < 1 && p > 0.995) return '>99 %';
  return `${Math.round(p * 100)} %`;
}

function signed(number) {
  return `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(2)}`;
}

function chance(logit) {
  return 1 / (1 + Math.exp(-logit));
}

function dayNumber(iso) {
  return Date.parse(`${iso}T00:00:00Z`) / 86400000;
}

function nameOf(contact) {
  return `#${contact.rank} ${word(contact.type)} ${contact.value}`;
}

// The rule that permits a contact, and the lawful basis that it names after a colon.
function permission(contact) {
  const [rule, basis] = contact.rule.split(':');
  return { rule, basis: basis ? word(basis) : rule, cite: doc.rules[rule].cite };
}
