import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Capability } from '../../../../src/core/gateways/dialect';
import { dialects } from '../../../../src/core/gateways/dialects';
import {
  gatewayContext,
  instanceContext,
  problemContext,
} from '../../../../src/instancesview/tree/contextvalue';

interface MenuEntry {
  readonly command: string;
  readonly when: string;
}

const manifest = JSON.parse(await readFile('package.json', 'utf8')) as {
  readonly contributes: { readonly menus: { readonly 'view/item/context': readonly MenuEntry[] } };
};
const { capabilities } = dialects.wawp;

/** The commands that the menu of a row has, by the conditions of the manifest. */
function menuOf(context: string, several = false): readonly string[] {
  return manifest.contributes.menus['view/item/context']
    .filter(({ when }) => when.split(' && ').every((part) => holds(part, context, several)))
    .map(({ command }) => command.replace('pairWhatsApp.', ''))
    .filter((command, index, all) => all.indexOf(command) === index);
}

function holds(part: string, context: string, several: boolean): boolean {
  if (part === 'view == pairWhatsApp.instances') return true;
  if (part === 'listMultiSelection') return several;
  if (part === '!listMultiSelection') return !several;
  const [, pattern] = /^viewItem =~ \/(.*)\/$/.exec(part) ?? [];
  assert.ok(pattern !== undefined, part);
  return new RegExp(pattern).test(context);
}

describe('the menu of an instance’s row', () => {
  it('has what can be done to a linked instance', () => {
    assert.deepEqual(menuOf(instanceContext('linked', false, capabilities)), [
      'pair',
      'pairInTerminal',
      'checkInstance',
      'restartInstance',
      'stopInstance',
      'unlink',
      'copyInstanceId',
      'renameInstance',
      'watchInstance',
      'removeInstance',
      'deleteInstance',
    ]);
  });

  it('starts what is stopped, and stops what runs', () => {
    const stopped = menuOf(instanceContext('stopped', true, capabilities));
    assert.ok(stopped.includes('startInstance') && !stopped.includes('stopInstance'));
    assert.ok(stopped.includes('unwatchInstance') && !stopped.includes('watchInstance'));
    const starting = menuOf(instanceContext('starting', true, capabilities));
    assert.ok(starting.includes('stopInstance') && !starting.includes('startInstance'));
  });

  it('has what can be done to several', () => {
    const several = menuOf(instanceContext('scan', false, capabilities), true);
    assert.ok(several.includes('pairSeveral') && several.includes('showGrid'));
    assert.ok(!several.includes('renameInstance') && !several.includes('pairInTerminal'));
  });

  it('changes only the list where the gateway can’t be used', () => {
    assert.deepEqual(menuOf(instanceContext('unchecked', true, undefined)), [
      'copyInstanceId',
      'renameInstance',
      'unwatchInstance',
      'removeInstance',
    ]);
  });

  const commands = {
    start: 'startInstance',
    restart: 'restartInstance',
    stop: 'stopInstance',
    logout: 'unlink',
    delete: 'deleteInstance',
  } as const satisfies Partial<Record<Capability, string>>;
  for (const [capability, command] of Object.entries(commands))
    it(`has ${command} only where the gateway’s dialect can do that`, () => {
      const others = [...capabilities].filter((each) => each !== capability);
      assert.ok(menuOf(instanceContext('unchecked', false, capabilities)).includes(command));
      assert.ok(!menuOf(instanceContext('unchecked', false, new Set(others))).includes(command));
    });
});

describe('the menu of a gateway’s row', () => {
  it('has what can be done to the default gateway, and to one with a name', () => {
    const entries = ['createInstance', 'testGateway', 'setToken', 'forgetToken'];
    assert.deepEqual(menuOf(gatewayContext('', false, capabilities)), entries);
    const named = [...entries, 'renameGateway', 'removeGateway'];
    assert.deepEqual(menuOf(gatewayContext('acme', false, capabilities)), named);
  });

  it('has the access token first where it is missing', () => {
    assert.equal(menuOf(gatewayContext('acme', true, capabilities))[0], 'setToken');
  });

  it('creates instances only where the gateway’s dialect can do that', () => {
    assert.ok(!menuOf(gatewayContext('', false, new Set(['start']))).includes('createInstance'));
  });

  it('leads to the setting where the gateway can’t be used', () => {
    assert.deepEqual(menuOf(problemContext(undefined)), ['addGateway']);
    const endpoint = problemContext({ entry: '', problem: 'notUrl' });
    assert.deepEqual(menuOf(endpoint), ['openGatewaySetting']);
    const unnamed = problemContext({ entry: '3', number: 3, problem: 'noName' });
    assert.deepEqual(menuOf(unnamed), ['openGatewaySetting', 'removeGateway']);
  });
});
