// Shows who holds which lock. What the server tells is only ever set as text: names are what users have sent.

const EVERY_MS = 2000;

/** Longer than the application waits for its stores; then nobody knows. */
const PATIENCE_MS = 20000;
const LABELS = {
  name: 'Name', type: 'Type', node: 'Node', thread: 'Thread', since: 'Since', remaining_ms: 'Lease left', waiters: 'Waiters',
};
const COLUMNS = Object.keys(LABELS);
const HEADERS = { 'X-Guarded-Console': '1', Accept: 'application/json' };

/** A page that was opened as user:password@host may ask for nothing by an address that has these in it. */
const HERE = new URL('.', document.URL);
HERE.username = '';
HERE.password = '';

const element = (id) => document.getElementById(id);
const rows = new Map();
let locks = [];
let sortedBy = 'name';
let isDescending = false;
let asked = null;

/** Lists that were asked for before what is known by now say nothing any more. */
let lastAsked = 0;
let validFrom = 0;

const keyOf = (lock) => JSON.stringify([lock.type, lock.name, lock.id]);
const current = (key) => locks.find((lock) => keyOf(lock) === key);

/** Shows controls and marks that turn the direction of text as what they are. */
function printable(text) {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);
}

function span(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts = [[Math.floor(seconds / 3600), 'h'], [Math.floor(seconds / 60) % 60, 'min'], [seconds % 60, 's']];
  return parts.filter(([value, unit]) => value > 0 || (unit === 's' && seconds < 60))
    .map(([value, unit]) => `${value} ${unit}`).join(' ');
}

function cell(lock, column) {
  const value = lock[column];
  if (column === 'remaining_ms') {
    return value === null ? 'no end' : span(value);
  }
  if (value === null) {
    return '';
  }
  return column === 'since' ? `${span(Date.now() - Date.parse(value))} ago` : printable(String(value));
}

function compare(one, other) {
  const [a, b] = [one[sortedBy], other[sortedBy]];
  if (a === b) {
    return 0;
  }
  if (a === null || b === null) {
    return a === null ? 1 : -1;
  }
  const order = typeof a === 'number' ? a - b : a.localeCompare(b);
  return isDescending ? -order : order;
}

function newRow(lock, key) {
  const row = document.createElement('tr');
  for (const column of COLUMNS) {
    const data = row.insertCell();
    data.dataset.label = LABELS[column];
    data.append(document.createElement('bdi'));
  }
  const release = document.createElement('button');
  release.type = 'button';
  release.className = 'danger';
  release.textContent = 'Release …';
  release.setAttribute('aria-label', `Release ${printable(lock.name)}`);
  release.addEventListener('click', () => ask(key));
  row.insertCell().append(release);
  return row;
}

/** Rows are kept as long as their hold, so that the focus stays where it is. */
function show() {
  const wanted = element('search').value.toLowerCase();
  const shown = locks
    .filter((lock) => [lock.name, lock.node, lock.thread ?? ''].some((text) => text.toLowerCase().includes(wanted)))
    .sort(compare);
  const keys = new Set();
  let before = null;
  for (const lock of shown) {
    const key = keyOf(lock);
    keys.add(key);
    const row = rows.get(key) ?? newRow(lock, key);
    rows.set(key, row);
    COLUMNS.forEach((column, index) => {
      row.cells[index].firstChild.textContent = cell(lock, column);
    });
    const place = before === null ? element('locks').firstChild : before.nextSibling;
    if (place !== row) {
      element('locks').insertBefore(row, place);
    }
    before = row;
  }
  for (const [key, row] of rows) {
    if (!keys.has(key)) {
      row.remove();
      rows.delete(key);
    }
  }
  element('none').hidden = shown.length > 0;
  element('none').textContent = locks.length > 0 ? 'No lock fits the search.' : 'No lock is held.';
}

function showWaits(waits) {
  const most = Math.max(1, ...waits.map((wait) => wait.count));
  element('waits').replaceChildren(...waits.flatMap((wait) => {
    const label = document.createElement('dt');
    const bound = wait.up_to_ms;
    label.textContent = bound === null ? 'longer' : `up to ${bound < 1000 ? `${bound} ms` : span(bound)}`;
    const data = document.createElement('dd');
    const bar = document.createElement('progress');
    bar.max = most;
    bar.value = wait.count;
    bar.setAttribute('aria-hidden', 'true');
    const count = document.createElement('span');
    count.textContent = String(wait.count);
    data.append(bar, count);
    return [label, data];
  }));
}

function alarm(text) {
  element('alarm').textContent = text;
  element('alarm').hidden = text === '';
  document.body.classList.toggle('stale', text !== '');
}

/** What came of the last wish to release; it stays until the next one. */
function outcome(text, isGood = false) {
  element('outcome').textContent = text;
  element('outcome').hidden = text === '';
  element('outcome').classList.toggle('alarm', !isGood);
}

const isJson = (response) => /^application\/json\b/i.test(response.headers.get('Content-Type') ?? '');

async function detail(response) {
  if (response.type === 'opaqueredirect') {
    return 'you may have to log in again';
  }
  const body = isJson(response) ? await response.json().catch(() => null) : null;
  return printable(String(body?.detail ?? `the application answers ${response.status}`));
}

async function problem(response) {
  if (response.status === 503) {
    return `Nobody knows who holds what: ${await detail(response)}.`;
  }
  if (response.status === 401 || response.status === 403) {
    return 'You may not see the locks: log in as somebody with the role that guarded.console.role names.';
  }
  return response.status === 404 ? 'The console is off.' : `The application answers ${response.status}.`;
}

/** Only JSON is an answer: a form to log in comes with 200 as well. A redirect leads to one. */
async function get(path, field) {
  const response = await request(path, { cache: 'no-store' });
  if (response.type === 'opaqueredirect' || (response.ok && !isJson(response))) {
    throw new Error('This is not the list of locks: you may have to log in. Load the page again.');
  }
  if (!response.ok) {
    throw new Error(await problem(response));
  }
  const body = await response.json().catch((failure) => {
    throw failure instanceof SyntaxError ? new Error('The answer of the application cannot be read.') : failure;
  });
  if (!Array.isArray(body?.[field])) {
    throw new Error('The answer of the application cannot be read.');
  }
  return body[field];
}

function request(path, options) {
  return fetch(new URL(path, HERE), { ...options, headers: HEADERS, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
}

/** What fetch itself throws has words of its own in each browser. */
function reason(failure) {
  return failure instanceof TypeError || failure instanceof DOMException
    ? 'The application does not answer.'
    : failure.message;
}

async function refresh() {
  lastAsked += 1;
  const number = lastAsked;
  const newLocks = get('locks', 'locks');
  const newWaits = get('waits', 'waits').catch((failure) => failure);
  try {
    const list = await newLocks;
    if (number > validFrom) {
      validFrom = number;
      locks = list;
      alarm('');
      show();
      element('state').textContent = `${locks.length} held, as of ${new Date().toLocaleTimeString()}`;
    }
  } catch (failure) {
    if (number > validFrom) {
      validFrom = number;
      alarm(reason(failure));
    }
  }
  const waits = await newWaits;
  const isKnown = Array.isArray(waits);
  element('waits-state').textContent = isKnown ? '' : `These are not up to date. ${reason(waits)}`;
  element('waits-state').hidden = isKnown;
  if (isKnown) {
    showWaits(waits);
  }
}

async function run() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(run, EVERY_MS);
}

function ask(key) {
  const lock = current(key);
  if (lock === undefined) {
    return;
  }
  asked = { key, name: lock.name };
  outcome('');
  element('confirm-name').textContent = printable(lock.name);
  element('confirm-holder').textContent = printable([lock.node, lock.thread].filter(Boolean).join(', '));
  element('confirm').returnValue = '';
  element('confirm').showModal();
}

/** Whoever confirms was asked about one hold; another one that has the lock by now is not what was meant. */
function confirmed({ key, name }) {
  const lock = current(key);
  if (lock !== undefined) {
    release(lock);
    return;
  }
  const isHeld = locks.some((other) => other.name === name);
  outcome(`${printable(name)} ${isHeld ? 'has changed hands' : 'is not held any more'} since you were asked. `
    + 'Nothing was released.');
}

/** The hold's id goes along, so that whoever has the lock by now does not lose it by mistake. */
async function release(lock) {
  const name = printable(lock.name);
  let path;
  try {
    path = `locks?name=${encodeURIComponent(lock.name)}&id=${encodeURIComponent(lock.id)}`;
  } catch (failure) {
    outcome(`${name} was not released: its name cannot be sent.`);
    return;
  }
  try {
    const response = await request(path, { method: 'DELETE' });
    if (response.status === 503) {
      validFrom = lastAsked;
      alarm(await problem(response.clone()));
    }
    outcome(await said(response, name), response.status === 204);
  } catch (failure) {
    outcome(`${reason(failure)} Nobody knows whether ${name} was released.`);
  }
  await refresh();
}

/** Only 204 means that it is released; a form to log in, say, comes with 200. */
async function said(response, name) {
  switch (response.status) {
    case 204:
      return `Released ${name}.`;
    case 401:
    case 403:
      return `You may not release locks. Nothing was done to ${name}.`;
    case 404:
      return `The console is off. Nothing was done to ${name}.`;
    case 409:
      return `The hold that you meant did not have the lock any more. Nothing was done to ${name}.`;
    default:
      return `Nobody knows whether ${name} was released: ${await detail(response)}.`;
  }
}

element('confirm').addEventListener('close', () => {
  const meant = asked;
  asked = null;
  if (element('confirm').returnValue === 'release' && meant !== null) {
    confirmed(meant);
  }
});
element('search').addEventListener('input', show);
for (const button of document.querySelectorAll('th button')) {
  button.addEventListener('click', () => {
    isDescending = sortedBy === button.dataset.column && !isDescending;
    sortedBy = button.dataset.column;
    for (const other of document.querySelectorAll('th button')) {
      other.parentElement.removeAttribute('aria-sort');
    }
    button.parentElement.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
    show();
  });
}
run();
