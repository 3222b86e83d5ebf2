import type { ControlState } from './control';

/** Runs in the page: requests the state every second and shows it. Texts are only ever inserted as text. */
export function pageScript(): void {
  type InstanceState = ControlState['instances'][number];
  type Request = ControlState['requests'][number];
  interface Action {
    readonly label: string;
    /** The last part of the route. */
    readonly route: string;
    readonly body?: unknown;
    /** What the notice says when the action is done. */
    readonly done: string;
    /** What the action needs. */
    readonly needs?: 'scannable' | 'linked';
  }
  interface Card {
    readonly item: HTMLElement;
    show(state: InstanceState): void;
  }

  const actions: readonly Action[] = [
    { label: 'Scan', route: 'scan', done: 'the phone scanned the code', needs: 'scannable' },
    { label: 'New code', route: 'rotate', done: 'a new code replaced the old one', needs: 'scannable' },
    { label: 'Restart', route: 'restart', done: 'restarted' },
    { label: 'Log out', route: 'logout', done: 'the phone is unlinked' },
    { label: 'Remove device', route: 'remove', done: 'the phone removed the device', needs: 'linked' },
    { label: 'Stop', route: 'stop', done: 'stopped' },
    { label: 'Fail', route: 'state', body: { status: 'FAILED' }, done: 'failed' },
  ];
  const unreachable = 'The gateway does not answer.';
  const cards = new Map<string, Card>();
  let listedRequests = '';

  function byId(id: string): HTMLElement {
    const found = document.getElementById(id);
    if (found === null) throw new Error(`The page has no #${id}.`);
    return found;
  }

  function element(tag: string, className = '', text = ''): HTMLElement {
    const made = document.createElement(tag);
    if (className !== '') made.className = className;
    made.textContent = text;
    return made;
  }

  function put(target: HTMLElement, text: string): void {
    // An unchanged text is not written again, so that screen readers and selections keep their position.
    if (target.textContent !== text) target.textContent = text;
  }

  async function act(id: string, { route, body = {}, done, needs }: Action): Promise<void> {
    try {
      const response = await fetch(`/control/instances/${encodeURIComponent(id)}/${route}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const missing = needs === 'linked' ? 'no phone was linked' : 'there was no code to scan';
      notify(`${id}: ${response.ok ? done : missing}.`);
      await update();
    } catch {
      put(byId('notice'), unreachable);
    }
  }

  /** Shows a notice, for as long as it takes to read it. */
  function notify(text: string): void {
    put(byId('notice'), text);
    setTimeout(() => {
      if (byId('notice').textContent === text) put(byId('notice'), '');
    }, 5_000);
  }

  function button(id: string, action: Action): HTMLElement {
    const made = element('button', action.route === 'scan' ? 'main' : '', action.label);
    made.setAttribute('type', 'button');
    made.setAttribute('aria-label', `${action.label} ${id}`);
    made.addEventListener('click', () => {
      if (made.getAttribute('aria-disabled') !== 'true') void act(id, action);
    });
    return made;
  }

  function card(id: string): Card {
    const item = element('li');
    const title = element('div', 'title');
    const status = element('span', 'status');
    const next = element('p', 'next');
    const row = element('div', 'actions');
    const buttons = actions.map((action) => ({ action, made: button(id, action) }));
    row.append(...buttons.map(({ made }) => made));
    title.append(element('h3', '', id), status);
    item.append(title, next, row);
    const show = (state: InstanceState): void => {
      put(status, state.status);
      status.dataset['status'] = state.status;
      put(
        next,
        [nextChange(state), state.faults === 0 ? [] : `scripted faults: ${state.faults}`].flat().join(' · '),
      );
      for (const { action, made } of buttons) {
        // `disabled` would take the focus away from the person who just pressed the button.
        if (action.needs) made.setAttribute('aria-disabled', String(!state[action.needs]));
      }
    };
    return { item, show };
  }

  function nextChange({ changesIn, account, scannable }: InstanceState): string {
    if (account !== null) return `Linked to ${account}`;
    if (changesIn === null) return 'No change until someone acts';
    return `${scannable ? 'This code expires' : 'Changes'} in ${Math.ceil(changesIn / 1_000)} s`;
  }

  function line(request: Request): HTMLElement {
    const { number, startedAt, method, path, instance = '–', status, outcome, finishedAt } = request;
    const bad = status === undefined ? outcome !== 'open' : status >= 400;
    const made = element('tr');
    made.append(
      element('td', '', String(number)),
      element('td', 'code', `${method} ${path}`),
      element('td', bad ? 'bad' : '', status === undefined ? outcome : String(status)),
      element('td', 'code', instance),
      element('td', '', new Date(startedAt).toLocaleTimeString()),
      element('td', '', finishedAt === undefined ? '…' : `${Math.round(finishedAt - startedAt)} ms`),
    );
    return made;
  }

  function showRequests({ requests, requestCount }: ControlState): void {
    const list = JSON.stringify(requests);
    if (list === listedRequests) return;
    listedRequests = list;
    put(byId('count'), `(${requestCount})`);
    byId('requests').replaceChildren(...requests.map(line));
    byId('none').hidden = requests.length > 0;
  }

  function showViolations({ violations }: ControlState): void {
    const broken = violations.length;
    if (byId('rules').dataset['broken'] === String(broken)) return;
    byId('rules').dataset['broken'] = String(broken);
    put(
      byId('rules'),
      broken === 0 ? 'No rule was broken.' : `Broken ${broken} ${broken === 1 ? 'time' : 'times'}. Latest:`,
    );
    byId('violations').replaceChildren(
      ...violations.slice(-5).map((violation) => element('li', '', violation.message)),
    );
  }

  function showInstances({ instances, instanceCount, foundCount }: ControlState): void {
    const listed = new Set(instances.map(({ id }) => id));
    for (const [id, { item }] of cards) {
      if (listed.has(id)) continue;
      item.remove();
      cards.delete(id);
    }
    for (const [index, instance] of instances.entries()) {
      const shown = cards.get(instance.id) ?? card(instance.id);
      cards.set(instance.id, shown);
      const there = byId('instances').children[index];
      // Only an instance in another position is moved: moving takes the focus away.
      if (there !== shown.item) byId('instances').insertBefore(shown.item, there ?? null);
      shown.show(instance);
    }
    // A few instances need no filter.
    byId('finder').hidden = instanceCount <= 12;
    const found = foundCount === instanceCount ? '' : ' found';
    const first = instances.length === foundCount ? '' : `the first ${instances.length} of `;
    const all = found === '' ? '' : `, ${instanceCount} in all`;
    put(byId('found'), `(${first}${foundCount}${found}${all})`);
  }

  let updates = 0;
  async function update(): Promise<void> {
    const find = (byId('find') as HTMLInputElement).value;
    const number = ++updates;
    const response = await fetch(`/control/state?${new URLSearchParams({ find }).toString()}`);
    // This page and this state come from the same gateway, so the type is known.
    const state = (await response.json()) as ControlState;
    // An outdated answer must not appear for a moment.
    if (number !== updates) return;
    showInstances(state);
    showViolations(state);
    showRequests(state);
  }

  async function enter(field: HTMLInputElement): Promise<void> {
    const response = await fetch('/phone/enter', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: field.value }),
    });
    const message = { 200: 'The phone accepted the code.', 410: 'That code has expired.' }[response.status];
    notify(message ?? 'The phone doesn’t know that code.');
    if (response.ok) field.value = '';
    await update();
  }

  byId('enter').addEventListener('submit', (event) => {
    event.preventDefault();
    enter(byId('code') as HTMLInputElement).catch(() => {
      put(byId('notice'), unreachable);
    });
  });

  byId('find').addEventListener('input', () => {
    update().catch(() => {
      put(byId('notice'), unreachable);
    });
  });

  async function run(): Promise<void> {
    try {
      await update();
      if (byId('notice').textContent === unreachable) put(byId('notice'), '');
    } catch {
      put(byId('notice'), unreachable);
    }
    setTimeout(() => void run(), 1_000);
  }
  void run();
}
