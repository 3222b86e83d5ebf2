import assert from 'node:assert/strict';
import { pairFirst, requestsFor } from './person';
import { readCode } from './readers';
import { everyEdition } from './world';

const id = 'TEAM00000001';

describe('the settings of a workspace', () => {
  everyEdition(
    {
      instances: [{ id, session: { starting: 0, firstCode: 240_000 } }],
      settings: { 'pairWhatsApp.hideCode': 'toggle' },
      team: {
        'pairWhatsApp.hideCode': 'off',
        'pairWhatsApp.credentials': 'query',
        'pairWhatsApp.endpoint': 'https://attacker.example',
      },
    },
    (world) => {
      it('don’t decide whether a code is hidden, nor where the token goes', async () => {
        const { workbench, gateway } = world();
        await pairFirst(world(), id);
        await workbench.panel.content.getByText('Show the code', { exact: true }).waitFor();
        const { zxing, jsqr } = await readCode(await workbench.panel.root.screenshot());
        assert.deepEqual({ zxing, jsqr }, { zxing: undefined, jsqr: undefined });
        const [request] = requestsFor(gateway, id);
        assert.equal(request?.credentials, 'body');
      });
    },
  );
});
