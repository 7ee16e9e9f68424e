// Shows who holds which lock. What the server tells is only ever set as text: names are what users have sent.

const EVERY_MS = 2000;
const LABELS = {
  name: 'Name', type: 'Type', node: 'Node', thread: 'Thread', since: 'Since', remaining_ms: 'Lease left', waiters: 'Waiters',
};
const COLUMNS = Object.keys(LABELS);
const HEADERS = { 'X-Guarded-Console': '1', Accept: 'application/json' };

const element = (id) => document.getElementById(id);
const rows = new Map();
let locks = [];
let sortedBy = 'name';
let isDescending = false;
let asked = null;

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

function newRow(lock) {
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
  release.addEventListener('click', () => ask(lock));
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
    const key = JSON.stringify([lock.type, lock.name, lock.id]);
    keys.add(key);
    const row = rows.get(key) ?? newRow(lock);
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
    label.textContent = wait.up_to_ms === null ? 'longer' : `up to ${wait.up_to_ms} ms`;
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

async function problem(response) {
  if (response.status === 503) {
    const body = await response.json().catch(() => ({}));
    return `Nobody knows who holds what: ${printable(String(body.detail ?? 'the store is away'))}.`;
  }
  if (response.status === 401 || response.status === 403) {
    return 'You may not see the locks: log in as somebody with the role that guarded.console.role names.';
  }
  return response.status === 404 ? 'The console is off.' : `The application answers ${response.status}.`;
}

async function get(path) {
  const response = await fetch(path, { headers: HEADERS, cache: 'no-store' });
  if (!response.ok) {
    throw new Error(await problem(response));
  }
  return response.json();
}

async function refresh() {
  try {
    const [list, waits] = await Promise.all([get('locks'), get('waits')]);
    locks = list.locks;
    alarm('');
    show();
    showWaits(waits.waits);
    element('state').textContent = `${locks.length} held, as of ${new Date().toLocaleTimeString()}`;
  } catch (failure) {
    alarm(failure instanceof TypeError ? 'The application does not answer.' : failure.message);
  }
}

async function run() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(run, EVERY_MS);
}

function ask(lock) {
  asked = lock;
  element('confirm-name').textContent = printable(lock.name);
  element('confirm-holder').textContent = printable([lock.node, lock.thread].filter(Boolean).join(', '));
  element('confirm').returnValue = '';
  element('confirm').showModal();
}

/** The hold's id goes along, so that whoever has the lock by now does not lose it by mistake. */
async function release(lock) {
  const path = `locks?name=${encodeURIComponent(lock.name)}&id=${encodeURIComponent(lock.id)}`;
  try {
    const response = await fetch(path, { method: 'DELETE', headers: HEADERS });
    await refresh();
    if (response.status === 409) {
      element('state').textContent = 'That hold did not have the lock any more; nothing was released.';
    } else if (response.ok) {
      element('state').textContent = `Released ${printable(lock.name)}.`;
    } else {
      alarm(await problem(response));
    }
  } catch (failure) {
    alarm('The application does not answer; nobody knows whether the lock was released.');
  }
}

element('confirm').addEventListener('close', () => {
  if (element('confirm').returnValue === 'release' && asked !== null) {
    release(asked);
  }
  asked = null;
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
