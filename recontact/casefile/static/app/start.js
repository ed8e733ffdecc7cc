// Puts the page together: language, theme, print, and the views in their order.
const THEMES = ['auto', 'light', 'dark'];

function drawFrame() {
  document.documentElement.lang = state.lang === 'zh' ? 'zh-Hans' : 'en';
  for (const each of document.querySelectorAll('[data-t]')) each.textContent = t(each.dataset.t);
  const language = document.getElementById('language');
  language.textContent = t('language');
  language.setAttribute('aria-label', t('language_label'));
  const seal = doc.case.revealed ? el('span', { class: 'badge alert' }, t('revealed', { actor: doc.case.actor })) : el('span', { class: 'badge yes' }, t('masked'));
  const facts = [['as_of', doc.case.as_of], ['purpose', word(doc.case.purpose)], ['contacts', `${doc.contacts.length} (${doc.contacts.filter((c) => c.advised).length} ${t('advised')})`]];
  replace('facts', ...facts.map(([key, text]) => el('div', {}, el('dt', {}, t(key)), el('dd', {}, text))), el('div', {}, el('dt', {}, ' '), el('dd', {}, seal)));
  drawAdvice();
  drawWithheld();
  drawLegend();
}

function drawWithheld() {
  if (!doc.withheld.length) return replace('withheld-body', el('p', {}, t('nothing_withheld')));
  const head = el('tr', {}, ...['count', 'reason', 'rule'].map((key) => el('th', { scope: 'col' }, t(key))));
  const rows = doc.withheld.map((row) => el('tr', {}, el('td', { class: 'count' }, String(row.count)),
    el('td', {}, doc.rules[row.rule][state.lang], el('span', { class: 'type' }, doc.rules[row.rule].cite)), el('td', {}, row.rule)));
  return replace('withheld-body', el('table', {}, el('thead', {}, head), el('tbody', {}, ...rows)));
}

function drawTheme() {
  document.documentElement.dataset.theme = state.theme;
  document.getElementById('theme').textContent = t('theme', { theme: t(`theme_${state.theme}`) });
}

// On paper every reason is open and the graph is drawn in dark on light.
function onPaper(printing) {
  if (printing) {
    drawnFor = { open: state.open, theme: state.theme };
    change({ open: new Set(contactOf.keys()), theme: 'light' });
  } else if (drawnFor) {
    change(drawnFor);
    drawnFor = null;
  }
}
let drawnFor = null;

views.push((patch) => { if ('lang' in patch) drawFrame(); });
views.push((patch) => { if ('theme' in patch || 'lang' in patch) drawTheme(); });
views.push(updateTable, updateNetwork, updateTimeline, updateFilter, updateEvidence);

function start() {
  document.getElementById('language').addEventListener('click', () => change({ lang: state.lang === 'en' ? 'zh' : 'en' }));
  document.getElementById('theme').addEventListener('click', () => change({ theme: THEMES[(THEMES.indexOf(state.theme) + 1) % 3] }));
  document.getElementById('print').addEventListener('click', () => window.print());
  window.addEventListener('beforeprint', () => onPaper(true));
  window.addEventListener('afterprint', () => onPaper(false));
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => change({ theme: state.theme }));
  let width = 0;
  new ResizeObserver(() => {
    const now = document.getElementById('lanes').clientWidth;
    if (now !== width) { width = now; drawTimeline(); updateTimeline({}); }
  }).observe(document.getElementById('lanes'));
  drawTheme();
  startNetwork();
  change({ lang: state.lang });
  if (doc.case.cut) document.getElementById('evidence').before(el('p', { class: 'note' }, t('cut')));
}

start();
