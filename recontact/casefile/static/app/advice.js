// What to do next: the attempts in their order, and which evidence would help most.
function drawAdvice() {
  const { attempts, evidence, hours } = doc.next;
  const tried = attempts.map((each) => el('li', {}, pointer(each.rank),
    el('span', {}, t('attempt', { channel: word(each.channel), p: percent(each.probability) })), worth(each.worth)));
  const wanted = evidence.map((each) => el('li', {}, pointer(each.rank), el('span', {}, each[state.lang]), worth(each.worth)));
  replace('advice',
    el('h3', {}, t('to_try')), tried.length ? el('ol', { class: 'advice' }, ...tried) : el('p', { class: 'note' }, t('nothing_to_try')),
    hours.length ? el('p', {}, hours[0][state.lang]) : null,
    wanted.length ? el('h3', {}, t('would_help')) : null,
    wanted.length ? el('ol', { class: 'advice' }, ...wanted) : null,
    el('p', { class: 'soft' }, t('worth_hint')));
}

// A button to the contact that is meant; evidence on no single one has none.
function pointer(rank) {
  if (rank === null) return el('span', {});
  return el('button', { type: 'button', 'data-advice': rank, title: nameOf(contactOf.get(rank)), onclick: () => selectContact(rank) }, `#${rank}`);
}

function worth(number) {
  return el('b', { title: t('worth_hint') }, `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(1)}`);
}
