// Lets a person see locks at work. What people type and servers tell is only ever set as text.

/** A page that was opened as user:password@host may ask for nothing by an address that has these in it. */
const HERE = new URL('.', document.URL);
HERE.username = '';
HERE.password = '';

const SHOWN = 30;

/** How many entities the application takes at once, and how long one may be. */
const ENTITIES = 20;
const LONGEST = 100;

/** Shows controls and marks that turn the direction of text as what they are. */
const printable = (text) => String(text)
  .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);

/** One part of the page, with what it says. */
class Card {
  constructor(id) {
    this.root = document.getElementById(id);
    this.form = this.root.querySelector('form');
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  value(name) {
    return this.form.elements[name].value;
  }

  /** A failure is said, whoever forgot it. */
  on(name, act) {
    const run = () => Promise.resolve(act()).catch((failure) => this.say(reason(failure), 'refused'));
    if (name === 'submit') {
      this.form.addEventListener('submit', (event) => {
        event.preventDefault();
        run();
      });
    } else {
      this.form.elements[name].addEventListener('click', () => this.form.reportValidity() && run());
    }
  }

  say(text, kind = '') {
    this.find('.state').textContent = text;
    this.find('.state').className = `state ${kind}`;
  }

  log(text, kind = '') {
    const line = document.createElement('li');
    line.className = kind;
    line.textContent = text;
    this.find('.log').prepend(line);
    if (this.find('.log').childElementCount > SHOWN) {
      this.find('.log').lastChild.remove();
    }
  }
}

/** What fetch itself throws has words of its own in each browser. */
const reason = (failure) => (failure instanceof TypeError ? 'The application does not answer.' : failure.message);

/** A part of a path; browsers take one or two dots for a way up, in whatever way they are written. */
function part(text) {
  if (text === '.' || text === '..') {
    throw new Error('Dots alone cannot be sent.');
  }
  return encodeURIComponent(text.toWellFormed?.() ?? text);
}

function send(method, path, body) {
  const headers = { Accept: 'application/json, text/plain' };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  return fetch(new URL(`api/${path}`, HERE), {
    method, headers, body: body === undefined ? null : JSON.stringify(body), cache: 'no-store',
  });
}

const isJson = (response) => /^application\/([\w.-]+\+)?json\b/i.test(response.headers.get('Content-Type') ?? '');

/** What a refusal says. Servers' own pages of errors are no text for a person. */
async function refusal(response) {
  const said = isJson(response) ? (await response.json().catch(() => null))?.error : null;
  return said ? printable(said) : `The application answers ${response.status}.`;
}

/** Gives what is answered, or throws what the refusal says. */
async function ask(method, path, body) {
  const response = await send(method, path, body);
  if (!response.ok) {
    throw new Error(await refusal(response));
  }
  return isJson(response) ? response.json() : response.text();
}

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** Lets nobody ask again before that time is over, and says how long that takes. */
function countDown(card, button, wait) {
  const end = performance.now() + wait * 1000;
  button.setAttribute('aria-disabled', 'true');
  const tick = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    card.find('.countdown').textContent = left > 0 ? `Ask again in ${left} s` : '';
    if (left > 0) {
      setTimeout(tick, 200);
    } else {
      button.removeAttribute('aria-disabled');
      card.say('You may ask again.');
    }
  };
  tick();
}

function setUpChat() {
  const card = new Card('chat');
  const button = card.find('button:not([type])');
  const wished = new URLSearchParams(location.search);
  ['user', 'session'].filter((name) => wished.has(name))
    .forEach((name) => { card.form.elements[name].value = wished.get(name); });
  const who = () => ({ userId: card.value('user'), sessionId: card.value('session') });

  card.find('#second').addEventListener('click', (event) => {
    const query = new URLSearchParams({ user: card.value('user'), session: card.value('session') });
    event.currentTarget.href = `?${query}`;
  });

  card.on('submit', async () => {
    if (button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    const response = await send('POST', 'chat', { ...who(), question: card.value('question') });
    if (!response.ok) {
      card.say(`${response.status}: ${await refusal(response)}`, 'refused');
      const wait = Number(response.headers.get('Retry-After'));
      if (wait > 0) {
        countDown(card, button, wait);
      }
      return;
    }
    card.say('The answer comes …');
    const answer = card.find('.answer');
    answer.textContent = '';
    const words = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let word = await words.read(); !word.done; word = await words.read()) {
      answer.append(word.value);
      answer.scrollTop = answer.scrollHeight;
    }
    card.say('The answer has ended, and the session is free.', 'good');
  });

  card.on('stop', async () => {
    const response = await send('POST', 'chat/stop', who());
    if (response.status === 404) {
      card.say('No answer of this session comes from this node.');
    } else if (!response.ok) {
      throw new Error(await refusal(response));
    }
  });
}

function setUpTenant() {
  const card = new Card('tenant');
  const process = async (tenant, amount) => {
    const start = performance.now();
    const balance = await ask('POST', `tenants?tenant=${part(tenant)}&amount=${amount}`);
    card.log(`${printable(tenant)}: +${amount} after ${seconds(performance.now() - start)}, balance ${printable(balance)}`);
    return Number(balance);
  };

  card.on('submit', async () => {
    const tenant = card.value('tenant');
    const before = await process(tenant, 0);
    card.say('Six jobs began …');
    const jobs = [1, 2, 3, 4, 5].map((amount) => process(tenant, amount));
    await Promise.all([...jobs, process(card.value('other'), 10)]);
    const after = await process(tenant, 0);
    card.say(`${before} + 1 + 2 + 3 + 4 + 5 = ${after}`, after === before + 15 ? 'good' : 'refused');
  });
}

function setUpMigration() {
  const card = new Card('migration');
  let asked = 0;
  card.on('submit', async () => {
    asked += 1;
    const number = asked;
    card.log(`${number}. asked`);
    const outcome = await ask('POST', 'migration');
    card.log(`${number}. ${printable(outcome)}`, outcome === 'migrated' ? 'good' : '');
  });
  card.on('undo', async () => {
    await ask('DELETE', 'migration');
    card.log('undone');
  });
}

function setUpReport() {
  const card = new Card('report');
  const show = async () => {
    const runs = await ask('GET', 'report');
    card.find('.log').replaceChildren();
    runs.reverse().forEach((run) => card.log(
      `${new Date(run.at).toLocaleTimeString()}: ${printable(run.outcome)}`, run.outcome.startsWith('written') ? 'good' : ''));
  };
  let isWatching = false;
  const watch = async () => {
    if (isWatching && !document.hidden) {
      await show().catch((failure) => card.say(reason(failure), 'refused'));
    }
    setTimeout(watch, 2000);
  };
  watch();

  card.on('submit', async () => {
    await ask('POST', 'report');
    await show();
  });
  card.on('start', async () => {
    await ask('POST', 'report/timer');
    isWatching = true;
    card.say('It fires every five seconds, for two minutes. Start it on the other node, too, if there is one.');
  });
  card.on('stop', async () => {
    await ask('DELETE', 'report/timer');
    isWatching = false;
    card.say('It fires no more on this node.');
  });
}

function setUpGraph() {
  const card = new Card('graph');
  const query = (entities) => entities.map((entity) => `entity=${part(entity)}`).join('&');
  const show = (mentions) => {
    card.find('table').hidden = false;
    card.find('tbody').replaceChildren(...mentions.map((mention) => {
      const row = document.createElement('tr');
      [mention.entity, mention.documents].forEach((value) => { row.insertCell().textContent = printable(value); });
      return row;
    }));
  };

  /** Asks as often as it takes: all documents together may name more than one request may. */
  const mentionsOf = async (path, entities) => {
    const mentions = [];
    for (let from = 0; from < entities.length; from += ENTITIES) {
      mentions.push(...await ask('GET', `${path}?${query(entities.slice(from, from + ENTITIES))}`));
    }
    return mentions;
  };

  /** What cannot be merged is said before anything is. */
  const check = (documents) => documents.forEach((entities, index) => {
    if (entities.length > ENTITIES) {
      throw new Error(`Document ${index + 1} names ${entities.length} entities; ${ENTITIES} can be locked at once.`);
    }
    if (entities.some((entity) => entity.length > LONGEST)) {
      throw new Error(`Document ${index + 1} names an entity of more than ${LONGEST} characters.`);
    }
  });

  card.on('submit', async () => {
    const documents = card.value('documents').split('\n')
      .map((line) => [...new Set(line.split(',').map((entity) => entity.trim()).filter((entity) => entity !== ''))])
      .filter((entities) => entities.length > 0);
    if (documents.length === 0) {
      card.say('No document speaks of anything.');
      return;
    }
    check(documents);
    const all = [...new Set(documents.flat())];
    const path = `graphs/${part(card.value('workspace'))}`;
    const count = (mentions) => mentions.reduce((sum, mention) => sum + mention.documents, 0);
    const before = await mentionsOf(path, all);
    card.say(`${documents.length} documents are being merged …`);
    await Promise.all(documents.map(async (entities, index) => {
      const merge = await ask('POST', `${path}?${query(entities)}`);
      card.log(`Document ${index + 1} (${printable(entities.join(', '))}) waited ${seconds(merge.waitedMillis)}`);
    }));
    const after = await mentionsOf(path, all);
    show(after);
    const [found, wanted] = [count(after) - count(before), documents.flat().length];
    card.say(`${found} of ${wanted} mentions are there.`, found === wanted ? 'good' : 'refused');
  });
}

function setUpFencing() {
  const card = new Card('fencing');
  const path = () => `accounts/${part(card.value('account'))}`;
  const book = async (holder, query) => {
    const account = path();
    const response = await send('POST', `${account}?${query}`);
    if (!response.ok && response.status !== 409) {
      throw new Error(await refusal(response));
    }
    const booking = await response.json();
    const row = await ask('GET', account);
    card.log(booking.accepted
      ? `${holder} wrote ${booking.balance} with token ${booking.token}.`
      : `${holder} wanted to write ${booking.balance} with token ${booking.token}: refused, the row has seen ${row.token}.`,
    booking.accepted ? 'good' : 'refused');
    card.say(`The row: balance ${row.balance}, token ${row.token}`);
  };

  /** Asks until A stands still, or has ended. */
  const tell = async (account, isOver) => {
    const { balance, paused } = await ask('GET', account);
    if (paused > 0) {
      card.log(`A has token ${paused}, has read ${balance}, and stands still.`);
    } else if (!isOver()) {
      setTimeout(() => tell(account, isOver).catch(() => {}), 300);
    }
  };

  card.on('a', async () => {
    let isOver = false;
    card.say('A wants the lock …');
    const booking = book('A', 'amount=5&paused=true').finally(() => { isOver = true; });
    await tell(path(), () => isOver);
    await booking;
  });
  card.on('b', () => {
    card.say('B waits for the lock …');
    return book('B', 'amount=3');
  });
  card.on('wake', async () => {
    const response = await send('POST', `${path()}/wake`);
    if (response.status === 404) {
      card.say('Nobody stands still on this node.');
    } else if (!response.ok) {
      throw new Error(await refusal(response));
    }
  });
  card.on('submit', () => {});
}

async function showNode() {
  const { name, others } = await ask('GET', 'node');
  document.getElementById('node').textContent = printable(name);
  others.filter((address) => /^https?:/.test(address)).forEach((address) => {
    const link = document.createElement('a');
    link.href = address;
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = `The other node: ${address}`;
    document.getElementById('others').append(link);
  });
}

setUpChat();
setUpTenant();
setUpMigration();
setUpReport();
setUpGraph();
setUpFencing();
showNode().catch(() => {});
