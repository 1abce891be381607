// The page: three panes, keys, and verdicts that are saved at once.

import {ask, decide} from './api.mjs';
import {DomainList} from './domains.mjs';
import {element, number, rough, tag} from './elements.mjs';
import {showPages} from './pages.mjs';
import {firstPath, pathLine, pathsOf} from './paths.mjs';

const PANES = ['domains', 'paths', 'pages'];
const LISTS = {domains: 'domain-list', paths: 'path-list', pages: 'page-list'};
const UNDO = 'mathlode-undo';
const NAME = 'mathlode-annotator';
const POLL_MILLIS = 4000;
const PASSING_MILLIS = 60;

const at = id => document.getElementById(id);
const state = {pane: 'domains', run: undefined, version: '', domain: undefined, rows: [], path: 0, typed: [], note: '', cards: [], page: 0, effect: undefined, ticket: 0,
  opening: Promise.resolve(), loading: Promise.resolve()};
// a filter may choose the domain that is open: who is at work in it stays there
const domains = new DomainList(at('domain-list'), row => { state.opening = guarded(() => openDomain(row?.domain, row && row.domain === state.domain?.domain)); });

// ---- messages

let fading;

function tell(text, fine) {
  const box = at('message');
  clearTimeout(fading);
  box.classList.toggle('fine', Boolean(fine));
  box.textContent = text;
  if (fine) {
    fading = setTimeout(() => { box.textContent = ''; }, 6000);
  }
}

/** Runs something that may be refused; says so. */
async function guarded(action) {
  try {
    return await action();
  } catch (refused) {
    tell(refused.message);
    return undefined;
  }
}

// ---- panes

function pane(name, focus = true) {
  state.pane = name;
  for (const each of PANES) {
    at(each).classList.toggle('active', each === name);
    document.querySelector(`nav [data-pane=${each}]`).setAttribute('aria-current', String(each === name));
  }
  if (focus) {
    at(LISTS[name]).focus({preventScroll: true});
  }
  if (name === 'domains') {
    domains.draw();
  }
}

function beside(step) {
  pane(PANES[Math.min(Math.max(PANES.indexOf(state.pane) + step, 0), PANES.length - 1)]);
}

async function move(step) {
  if (state.pane === 'domains') {
    await domains.select(domains.index + step);
    return;
  }
  await state.opening;
  if (state.pane === 'paths') {
    selectPath(state.path + step);
  } else {
    selectPage(state.page + step);
  }
}

// ---- a domain and its paths

async function openDomain(name, keep) {
  const ticket = ++state.ticket;
  if (!name) {
    Object.assign(state, {domain: undefined, rows: [], cards: []});
    at('path-list').replaceChildren();
    at('page-list').replaceChildren();
    at('domain-facts').textContent = 'No domain.';
    at('pages-facts').textContent = '';
    ['paths', 'pages'].forEach(each => at(each).classList.remove('loading'));
    showEffect();
    return;
  }
  if (!keep) {
    // a held key passes many domains: only the one it stops at is read
    at('paths').classList.add('loading');
    at('pages').classList.add('loading');
    await new Promise(done => { setTimeout(done, PASSING_MILLIS); });
    if (ticket !== state.ticket) {
      return;
    }
  }
  const domain = await ask('domain', {name});
  if (ticket !== state.ticket) {
    return;
  }
  if (state.domain?.domain !== name) {
    state.typed = [];
  }
  const before = state.rows[state.path]?.prefix;
  state.domain = domain;
  state.version = domain.version;
  state.rows = pathsOf(domain, state.typed);
  const why = {'math-related': 'math-related', 'just-below': 'just below the line', 'high-scoring': `${domain.best} of its pages are among the best of their language`}[domain.listed];
  at('domain-facts').replaceChildren(element('bdi', 'kind', domain.domain), domain.pages === undefined ? ': not in the table' : why ? `: ${why}` : '',
    state.domain.paths.length ? '' : '. No tree was made of this domain: type a prefix.');
  drawPaths();
  at('paths').classList.remove('loading');
  selectPath(keep ? Math.max(0, state.rows.findIndex(row => row.prefix === before)) : firstPath(state.rows), keep);
}

function drawPaths() {
  const lines = state.rows.map((row, i) => {
    const line = pathLine(row);
    line.id = `path-${i}`;
    line.addEventListener('click', () => { pane('paths'); selectPath(i); });
    return line;
  });
  at('path-list').replaceChildren(...lines);
}

/** Selects a path at once; what a verdict would add and the sample pages follow. */
function selectPath(i, keep = false) {
  if (!state.rows.length) {
    return;
  }
  state.path = Math.min(Math.max(i, 0), state.rows.length - 1);
  mark('path-list', 'path', state.path);
  const row = state.rows[state.path];
  // a note that is not saved yet outlives what only reads the domain again
  if (document.activeElement !== at('note') && !(keep && at('note').value !== state.note)) {
    state.note = row.line?.note ?? '';
    at('note').value = state.note;
  }
  state.effect = undefined;
  showEffect();
  if (!keep) {
    at('pages').classList.add('loading');
  }
  state.loading = guarded(() => loadPath(row, ++state.ticket, keep));
}

async function loadPath(row, ticket, keep) {
  const where = {name: state.domain.domain, prefix: row.prefix};
  const effect = await ask('effect', where);
  if (ticket !== state.ticket) {
    return;
  }
  state.effect = effect;
  showEffect();
  if (keep && state.cards.length && state.shown === where.name + where.prefix) {
    return;
  }
  const samples = await ask('samples', where);
  if (ticket !== state.ticket) {
    return;
  }
  state.shown = where.name + where.prefix;
  at('pages').classList.remove('loading');
  at('pages-facts').textContent = `${samples.uncollected.length} uncollected, then ${samples.collected.length} collected pages drawn under ${row.prefix}`;
  state.cards = showPages(at('page-list'), samples);
  state.cards.forEach((card, n) => {
    card.id = `page-${n}`;
    card.addEventListener('click', () => { pane('pages'); selectPage(n); });
  });
  state.page = 0;
  mark('page-list', 'page', 0);
}

function selectPage(n) {
  if (!state.cards.length) {
    return;
  }
  state.page = Math.min(Math.max(n, 0), state.cards.length - 1);
  mark('page-list', 'page', state.page);
}

/** Marks the selected line of a list and brings it into sight. */
function mark(list, prefix, selected) {
  const box = at(list);
  [...box.children].forEach((line, n) => {
    if (line.id) {
      line.setAttribute('aria-selected', String(n === selected));
    }
  });
  const line = box.children[selected];
  if (line?.id) {
    box.setAttribute('aria-activedescendant', line.id);
    const top = line.offsetTop;
    const bottom = top + line.offsetHeight;
    if (top < box.scrollTop || line.offsetHeight > box.clientHeight) {
      box.scrollTop = top;
    } else if (bottom > box.scrollTop + box.clientHeight) {
      box.scrollTop = bottom - box.clientHeight;
    }
  } else {
    box.removeAttribute('aria-activedescendant');
  }
}

function nextSuggestion() {
  for (let step = 1; step <= state.rows.length; step++) {
    const i = (state.path + step) % state.rows.length;
    if (state.rows[i].counted?.suggestion && !state.rows[i].line?.verdict) {
      selectPath(i);
      return;
    }
  }
}

// ---- what a verdict adds

function showEffect() {
  const box = at('effect');
  const row = state.rows[state.path];
  document.querySelectorAll('#verdicts button').forEach(button => { button.disabled = !row && button.id !== 'undo'; });
  if (!state.domain || !row) {
    box.replaceChildren('');
    return;
  }
  const name = element('bdi', 'kind', state.domain.domain + row.prefix);
  if (!state.effect) {
    box.replaceChildren(name);
    return;
  }
  const effect = state.effect;
  const most = effect.exact ? '' : 'at most ';
  const says = ['math', 'not-math', 'skip'].map(verdict => {
    const adds = effect.adds[verdict];
    const what = adds.pages > 0 ? `adds ${most}${number(adds.pages)} pages, ~${rough(adds.tokens)} tokens`
      : adds.pages < 0 ? `takes ${most}${number(-adds.pages)} pages out, ~${rough(-adds.tokens)} tokens` : 'changes nothing';
    const confirms = verdict === 'math' && state.run.confirms && effect.pages > effect.uncollected ? `, confirms ${most}${number(effect.pages - effect.uncollected)} collected ones` : '';
    const cap = verdict === 'math' && state.run.cap && (state.run.confirms ? effect.pages : effect.uncollected) > state.run.cap ? ` (drawn: ${number(state.run.cap)} at most)` : '';
    return [' · ', tag(verdict, verdict), ` ${what}${confirms}${cap}`];
  });
  box.replaceChildren(name, `: ${most}${number(effect.pages)} pages decided here, ${number(effect.uncollected)} uncollected`,
    effect.standing && !row.line?.verdict ? ` (now ${effect.standing})` : '', ...says.flat());
}

// ---- verdicts

function same(line) {
  return line && {verdict: line.verdict, note: line.note, annotator: line.annotator};
}

async function save(domain, prefix, wanted, expected) {
  const answer = await decide({domain, prefix, ...(wanted ?? {verdict: ''}), expected: expected ?? null});
  state.note = at('note').value;
  showCounts(answer);
  return answer;
}

function undoList() {
  return JSON.parse(sessionStorage.getItem(UNDO) ?? '[]');
}

async function verdict(kind) {
  // what it adds has been shown before it is saved
  await state.opening;
  await state.loading;
  const row = state.rows[state.path];
  if (!row || kind === '' && !row.line) {
    return;
  }
  const annotator = at('annotator').value.trim();
  if (!annotator) {
    tell('Give your name first: it stands beside every verdict.');
    at('annotator').focus();
    return;
  }
  const domain = state.domain.domain;
  const before = same(row.line);
  const after = kind === '' ? undefined : {verdict: kind, note: at('note').value.trim(), annotator};
  if (before && after && before.verdict === after.verdict && before.note === after.note && before.annotator === after.annotator) {
    tell(`Already ${kind}.`, true);
    return;
  }
  try {
    await save(domain, row.prefix, after, before);
    sessionStorage.setItem(UNDO, JSON.stringify([...undoList(), {domain, prefix: row.prefix, before, after}].slice(-100)));
    tell(`Saved: ${domain}${row.prefix} ${kind || 'cleared'}.`, true);
  } catch (refused) {
    tell(refused.status === 409 ? `Not saved: ${domain}${row.prefix} ${refused.message}. The page shows it now; decide again.` : `Not saved: ${refused.message}`);
    if (refused.status !== 409) {
      return;
    }
  }
  await reread();
}

async function undo() {
  const list = undoList();
  const last = list.pop();
  if (!last) {
    tell('Nothing to undo.', true);
    return;
  }
  sessionStorage.setItem(UNDO, JSON.stringify(list));
  try {
    await save(last.domain, last.prefix, last.before, last.after);
    tell(`Undone: ${last.domain}${last.prefix} ${last.before?.verdict ?? 'has no verdict'}.`, true);
  } catch (refused) {
    tell(refused.status === 409 ? `Not undone: ${last.domain}${last.prefix} ${refused.message}.` : `Not undone: ${refused.message}`);
  }
  await reread();
}

/** Shows the sheet as it is now, where the annotator was. */
async function reread() {
  await domains.refresh();
  if (state.domain) {
    await openDomain(state.domain.domain, true);
  }
}

function showCounts(sheet) {
  state.version = sheet.version;
  const counts = sheet.verdicts;
  at('counts').textContent = ['math', 'not-math', 'skip'].map(kind => `${number(counts[kind])} ${kind}`).join(' · ');
}

/** Another tab, an editor or git may change the sheet. */
async function poll() {
  if (document.hidden) {
    return;
  }
  try {
    const before = state.version;
    const sheet = await ask('sheet');
    // a save that was under way has told its own version meanwhile
    if (state.version === before && sheet.version !== before) {
      showCounts(sheet);
      await reread();
      tell('The sheet was changed elsewhere; the page shows it as it is now.', true);
    }
  } catch (refused) {
    tell(refused.message);
  }
}

// ---- filters, typing, keys

function filter() {
  return {list: at('list').value, language: at('language').value, text: at('search').value.trim()};
}

async function refilter() {
  const name = state.domain?.domain;
  await domains.show(filter(), name);
  at('domains-total').textContent = `(${number(domains.total)})`;
}

let typing;

/** Applies what was typed into the search before any key that was pressed later. */
function search() {
  if (typing) {
    clearTimeout(typing);
    typing = undefined;
    queue = queue.then(() => guarded(refilter));
  }
}

async function typed(event) {
  event.preventDefault();
  const prefix = at('prefix').value.trim();
  if (!prefix.startsWith('/')) {
    tell('A prefix begins with /.');
    return;
  }
  if (!state.domain) {
    return;
  }
  tell('');
  state.typed.push(prefix);
  state.rows = pathsOf(state.domain, state.typed);
  drawPaths();
  pane('paths');
  selectPath(state.rows.findIndex(row => row.prefix === prefix));
}

const KEYS = {
  j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
  h: () => beside(-1), ArrowLeft: () => beside(-1), l: () => beside(1), ArrowRight: () => beside(1),
  m: () => verdict('math'), n: () => verdict('not-math'), s: () => verdict('skip'), x: () => verdict(''), u: undo,
  g: () => domains.next(), i: async () => { await state.opening; nextSuggestion(); },
  e: async () => { await state.opening; at('note').focus(); at('note').select(); }, t: async () => {
    await state.opening;
    at('prefix').value = state.rows[state.path]?.prefix ?? '/';
    pane('paths', false);
    at('prefix').focus();
  },
  '/': () => { pane('domains', false); at('search').focus(); at('search').select(); },
  f: () => { at('list').selectedIndex = (at('list').selectedIndex + 1) % at('list').length; return refilter(); },
  '?': () => at('help').showModal(),
  Enter: () => {
    if (state.pane === 'pages') {
      const card = state.cards[state.page];
      card?.fill(!card.classList.contains('open'));
    } else {
      beside(1);
    }
  },
};

/** Keys that lead into a field. */
const FIELDS = ['e', 't', '/', '?'];

// one action after the other: a held key must not overtake a save
let queue = Promise.resolve();
let leading = 0;

function keyed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || at('help').open) {
    return;
  }
  const field = event.target.closest('input, select, textarea');
  if (field) {
    if (event.key === 'Escape' || event.key === 'Enter' && field.id === 'search') {
      event.preventDefault();
      search();
      pane(field.id === 'search' ? 'domains' : state.pane);
    } else if (event.key === 'Enter' && field.id === 'note') {
      event.preventDefault();
      const kind = state.rows[state.path]?.line?.verdict;
      pane(state.pane);
      queue = queue.then(() => kind ? verdict(kind) : tell('The note is saved with the verdict: m, n or s.', true));
    } else if (event.key === 'Enter' && field.id === 'annotator') {
      pane(state.pane);
    }
    return;
  }
  if (event.key === 'Enter' && event.target.closest('button')) {
    return;
  }
  const action = KEYS[event.key];
  if (action || leading) {
    event.preventDefault();
  }
  // on the way into a field letters are no commands any more
  if (action && !leading) {
    const leads = FIELDS.includes(event.key);
    leading += leads;
    queue = queue.then(() => guarded(action)).finally(() => { leading -= leads; });
  }
}

async function start() {
  state.run = await ask('run');
  document.title = `Mathlode: annotate ${state.run.run}, iteration ${state.run.iteration}`;
  at('run').textContent = `${state.run.run}, after iteration ${state.run.iteration}, into ${state.run.file}`;
  at('annotator').value = localStorage.getItem(NAME) || state.run.annotator;
  for (const option of at('list').options) {
    if (option.value in state.run.listed) {
      option.textContent += ` (${number(state.run.listed[option.value])})`;
    }
  }
  for (const [language, count] of Object.entries(state.run.languages).sort((one, other) => other[1] - one[1])) {
    const option = element('option', '', `${language || 'unknown'} (${number(count)})`);
    option.value = language;
    at('language').append(option);
  }
  showCounts(await ask('sheet'));
  document.addEventListener('keydown', keyed);
  at('annotator').addEventListener('change', () => localStorage.setItem(NAME, at('annotator').value.trim()));
  at('list').addEventListener('change', () => guarded(refilter));
  at('language').addEventListener('change', () => guarded(refilter));
  at('search').addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(search, 150); });
  at('typed').addEventListener('submit', event => guarded(() => typed(event)));
  at('help-button').addEventListener('click', () => at('help').showModal());
  at('undo').addEventListener('click', () => { queue = queue.then(() => guarded(undo)); });
  document.querySelectorAll('[data-verdict]').forEach(button =>
    button.addEventListener('click', () => { queue = queue.then(() => guarded(() => verdict(button.dataset.verdict))); }));
  document.querySelectorAll('nav [data-pane]').forEach(button => button.addEventListener('click', () => pane(button.dataset.pane)));
  for (const name of PANES) {
    at(LISTS[name]).addEventListener('focus', () => { if (state.pane !== name) { pane(name, false); } });
  }
  setInterval(() => { queue = queue.then(poll); }, POLL_MILLIS);
  pane('domains');
  await refilter();
}

guarded(start);
