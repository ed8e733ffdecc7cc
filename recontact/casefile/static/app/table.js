// The ranked contacts: the page's first view, complete without the others.
function drawTable() {
  if (!doc.contacts.length) return replace('table', el('p', { class: 'note' }, t('no_contacts')));
  const heads = ['rank', 'contact', 'reaches', 'wrong', 'last_seen', 'sources', 'permitted'];
  const head = el('tr', {}, ...heads.filter((key) => key !== 'rank').map((key) => el('th', { scope: 'col' }, t(key))));
  const rows = doc.contacts.flatMap((contact) => [contactRow(contact), detailRow(contact)]);
  const table = el('table', { class: 'ranked' },
    el('caption', { class: 'hide' }, t('contacts')), el('thead', {}, head), el('tbody', {}, ...rows));
  return replace('table', table);
}

function contactRow(contact) {
  const opener = el('button', {
    type: 'button', class: 'opener', id: `open-${contact.rank}`, 'aria-controls': `why-${contact.rank}`,
    'aria-expanded': state.open.has(contact.rank), onkeydown: (event) => moveInTable(event, contact.rank),
  }, icon(contact.type), el('span', {}, el('span', { class: contact.value.length < 20 ? 'value short' : 'value' }, contact.value),
    el('span', { class: 'type' }, `#${contact.rank} · ${word(contact.type)}`)));
  const allowed = permission(contact);
  const row = el('tr', { class: 'row', id: `row-${contact.rank}` },
    el('td', { class: 'contact' }, opener),
    el('td', { 'data-label': t('reaches') }, meter(contact.probability, 'meter')),
    el('td', { 'data-label': t('wrong') }, meter(contact.p_wrong, 'meter wrong')),
    el('td', { class: 'day', 'data-label': t('last_seen') }, contact.last_seen || '–'),
    el('td', { class: 'count', 'data-label': t('sources'), title: t('sources_hint') }, String(contact.sources)),
    el('td', { 'data-label': t('permitted'), title: t('permitted_by', allowed) },
      el('span', { class: contact.advised ? 'badge yes' : 'badge no' }, t(contact.advised ? 'advised' : 'not_advised')),
      el('span', { class: 'type' }, allowed.basis)));
  row.addEventListener('click', () => toggleRow(contact.rank));
  return row;
}

function toggleRow(rank) {
  selectContact(rank);
  change({ open: toggled(state.open, rank) });
}

function meter(p, kind) {
  const bar = svg('svg', { viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { x: 0, y: 0, width: Math.max(p * 100, 0.5), height: 8 }));
  return el('div', { class: kind }, el('b', {}, percent(p)), bar);
}

function detailRow(contact) {
  const open = state.open.has(contact.rank);
  const cell = el('td', { colspan: 6 });
  if (open) fillDetail(cell, contact);
  return el('tr', { class: 'details', id: `why-${contact.rank}`, hidden: !open }, cell);
}

function fillDetail(cell, contact) {
  const ways = waysTo(contact.rank);
  const path = ways.length ? ways[0].map((edge) => el('li', {}, edge[state.lang])) : [];
  const allowed = permission(contact);
  cell.replaceChildren(
    el('h3', {}, t('why')), waterfall(contact),
    el('h3', {}, t('how_connected')), el('ol', { class: 'path' }, ...path),
    el('p', { class: 'soft' }, ways.length > 1 ? t('ways', { n: ways.length }) : ''),
    el('p', { class: 'soft' }, `${t('permitted_by', allowed)} (${allowed.rule})`),
    el('div', { class: 'row-tools' }, el('button', {
      type: 'button', class: 'path-button', 'aria-pressed': state.path === contact.rank,
      onclick: () => togglePath(contact.rank),
    }, t(state.path === contact.rank ? 'hide_path' : 'show_path'))));
}

function moveInTable(event, rank) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = step && document.getElementById(`open-${rank + step}`);
  if (event.key === 'Escape') clearSelection();
  if (!next) return;
  event.preventDefault();
  next.focus();
  selectContact(rank + step);
}

function updateTable(patch) {
  if ('lang' in patch) return drawTable();
  for (const contact of doc.contacts) {
    const row = document.getElementById(`row-${contact.rank}`);
    const details = document.getElementById(`why-${contact.rank}`);
    const open = state.open.has(contact.rank);
    row.classList.toggle('picked', state.contact === contact.rank);
    const out = !waysTo(contact.rank).some(([, edge]) => within(edge.source, edge.on));
    row.classList.toggle('out', out);
    row.title = out ? t('filtered_out') : '';
    row.querySelector('.opener').setAttribute('aria-expanded', open);
    if (open && !details.firstChild.firstChild) fillDetail(details.firstChild, contact);
    details.hidden = !open;
    for (const bar of details.querySelectorAll('[data-bar]')) {
      bar.classList.toggle('picked', state.contact === contact.rank && state.bar === Number(bar.dataset.bar));
    }
    const button = details.querySelector('.path-button');
    if (button) {
      button.setAttribute('aria-pressed', state.path === contact.rank);
      button.textContent = t(state.path === contact.rank ? 'hide_path' : 'show_path');
    }
  }
  return undefined;
}
