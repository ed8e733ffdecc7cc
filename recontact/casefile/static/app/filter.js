// Which sources and which days the graph and the timeline show.
function drawFilter() {
  const chips = doc.sources.map((source) => el('label', { title: aboutSource(source) }, el('input', {
    type: 'checkbox', value: source.id, checked: state.sources.has(source.id),
    onchange: (event) => change({ sources: toggled(state.sources, source.id, event.target.checked) }),
  }), source.id));
  const day = (key) => el('label', {}, t(key), el('input', {
    type: 'date', id: `filter-${key}`, value: state[key], max: doc.case.as_of, onchange: (event) => change({ [key]: event.target.value }),
  }));
  const set = (names) => { change({ sources: new Set(names) }); drawFilter(); };
  replace('filter-body',
    el('fieldset', {}, el('legend', {}, t('filter_sources')), el('div', { class: 'chips' }, ...chips,
      el('button', { type: 'button', onclick: () => set(doc.sources.map((source) => source.id)) }, t('all')),
      el('button', { type: 'button', onclick: () => set([]) }, t('none')))),
    el('div', { class: 'days' }, day('from'), day('until'),
      el('button', { type: 'button', id: 'filter-reset', onclick: () => { change({ from: '', until: '' }); set(doc.sources.map((source) => source.id)); } }, t('reset'))));
}

function aboutSource(source) {
  const trust = source.reliability === null ? '' : t('trust', { n: source.reliability });
  return [trust, source.copies.length ? t('copy_of', { names: source.copies.join(', ') }) : ''].filter(Boolean).join(' · ');
}

function updateFilter(patch) {
  if ('lang' in patch) drawFilter();
  const days = state.from || state.until ? `${state.from || '…'} – ${state.until || doc.case.as_of}` : '';
  const text = filtered() ? [`${state.sources.size}/${doc.sources.length} ${t('filter_sources')}`, days].filter(Boolean).join(' · ') : t('filter_hint');
  document.getElementById('filter-state').textContent = text;
}
