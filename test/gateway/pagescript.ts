import type { ControlState } from './control';

/** Runs in the page: asks for the state each second and shows it. Texts only ever go in as text. */
export function pageScript(): void {
  type InstanceState = ControlState['instances'][number];
  type Request = ControlState['requests'][number];
  interface Action {
    readonly label: string;
    /** The last part of the route. */
    readonly route: string;
    readonly body?: unknown;
    /** What the notice says once it is done. */
    readonly told: string;
    /** Whether only a code that is alive makes it possible. */
    readonly needsCode?: boolean;
  }
  interface Card {
    readonly item: HTMLElement;
    show(state: InstanceState): void;
  }

  const actions: readonly Action[] = [
    { label: 'Scan', route: 'scan', told: 'the phone scanned the code', needsCode: true },
    { label: 'New code', route: 'rotate', told: 'a new code replaced the old one', needsCode: true },
    { label: 'Restart', route: 'restart', told: 'restarted' },
    { label: 'Log out', route: 'logout', told: 'the phone is unlinked' },
    { label: 'Stop', route: 'stop', told: 'stopped' },
    { label: 'Fail', route: 'state', body: { status: 'FAILED' }, told: 'failed' },
  ];
  const lost = 'The gateway does not answer.';
  const cards = new Map<string, Card>();
  let listedRequests = '';

  function place(id: string): HTMLElement {
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
    // An unchanged text is left alone, so that screen readers and selections keep their place.
    if (target.textContent !== text) target.textContent = text;
  }

  async function act(id: string, { route, body = {}, told }: Action): Promise<void> {
    try {
      const response = await fetch(`/control/instances/${encodeURIComponent(id)}/${route}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      tell(`${id}: ${response.ok ? told : 'there was no code to scan'}.`);
      await update();
    } catch {
      put(place('notice'), lost);
    }
  }

  /** Says what was done, for as long as it takes to read it. */
  function tell(text: string): void {
    put(place('notice'), text);
    setTimeout(() => {
      if (place('notice').textContent === text) put(place('notice'), '');
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
        [outlook(state), state.faults === 0 ? [] : `faults to come: ${state.faults}`].flat().join(' · '),
      );
      for (const { action, made } of buttons) {
        // Not `disabled`, which would take the focus away from who has just pressed it.
        if (action.needsCode) made.setAttribute('aria-disabled', String(state.status !== 'SCAN_QR_CODE'));
      }
    };
    return { item, show };
  }

  function outlook({ status, changesIn, account }: InstanceState): string {
    if (account !== null) return `Linked to ${account}`;
    if (changesIn === null) return 'Stays like this until somebody acts';
    return `${status === 'SCAN_QR_CODE' ? 'This code ends' : 'Changes'} in ${Math.ceil(changesIn / 1_000)} s`;
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
    put(place('count'), `(${requestCount})`);
    place('requests').replaceChildren(...requests.map(line));
    place('none').hidden = requests.length > 0;
  }

  function showViolations({ violations }: ControlState): void {
    const broken = violations.length;
    if (place('rules').dataset['broken'] === String(broken)) return;
    place('rules').dataset['broken'] = String(broken);
    put(
      place('rules'),
      broken === 0 ? 'None was broken.' : `Broken ${broken} ${broken === 1 ? 'time' : 'times'}, last:`,
    );
    place('violations').replaceChildren(
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
      const there = place('instances').children[index];
      // Only what stands in another place is moved: moving takes the focus away.
      if (there !== shown.item) place('instances').insertBefore(shown.item, there ?? null);
      shown.show(instance);
    }
    // A few instances need no finder.
    place('finder').hidden = instanceCount <= 12;
    const found = foundCount === instanceCount ? '' : ' found';
    const first = instances.length === foundCount ? '' : `the first ${instances.length} of `;
    const all = found === '' ? '' : `, ${instanceCount} in all`;
    put(place('found'), `(${first}${foundCount}${found}${all})`);
  }

  let updates = 0;
  async function update(): Promise<void> {
    const find = (place('find') as HTMLInputElement).value;
    const number = ++updates;
    const response = await fetch(`/control/state?${new URLSearchParams({ find }).toString()}`);
    // The gateway that sent this page sends this state, so it has the form that both were compiled with.
    const state = (await response.json()) as ControlState;
    // An answer to what is no longer asked must not flash up.
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
    const told = { 200: 'The phone accepted the code.', 410: 'That code has expired.' }[response.status];
    tell(told ?? 'The phone doesn’t know that code.');
    if (response.ok) field.value = '';
    await update();
  }

  place('enter').addEventListener('submit', (event) => {
    event.preventDefault();
    enter(place('code') as HTMLInputElement).catch(() => {
      put(place('notice'), lost);
    });
  });

  place('find').addEventListener('input', () => {
    update().catch(() => {
      put(place('notice'), lost);
    });
  });

  async function run(): Promise<void> {
    try {
      await update();
      if (place('notice').textContent === lost) put(place('notice'), '');
    } catch {
      put(place('notice'), lost);
    }
    setTimeout(() => void run(), 1_000);
  }
  void run();
}
