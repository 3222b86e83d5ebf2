import { pair, qrCode, readPanel, waitForHeadline } from '../outside/person';
import type { World } from '../outside/world';
import { many, shopInstances, shopSettings } from './many';
import type { Picture } from './picture';
import { takePicture } from './picture';
import { inStudio, token } from './studio';
import { lasting, rotating, surfaces } from './surfaces';

const ids = { scanned: 'K7Q2M9X4T1BZ', starting: 'D3W8R5N0V6JL', failed: 'H1S9C4Y7P2GA' };

const instances = [
  {
    id: ids.scanned,
    session: { starting: 0, linking: 0, account: { id: '12025550143@c.us', pushName: 'Ada Lovelace' } },
  },
  { id: ids.starting, session: { starting: 90_000 } },
  { id: ids.failed, session: { initial: 'FAILED' } },
  lasting,
  rotating,
  ...shopInstances,
] as const;

/** Uses the extension in a real VS Code, and takes the pictures for the documents on the way. */
export async function takeTour(): Promise<readonly Picture[]> {
  return await inStudio(
    instances,
    async (studio) => [
      await code(studio),
      await linked(studio),
      await wait(studio),
      await failed(studio),
      ...(await surfaces(studio)),
      ...(await many(studio)),
    ],
    shopSettings,
  );
}

async function code(studio: World): Promise<Picture> {
  await pair(studio, ids.scanned, token);
  await qrCode(studio).waitFor();
  const picture = await takePicture(studio, 'code');
  await readPanel(studio, ids.scanned);
  return picture;
}

async function linked(studio: World): Promise<Picture> {
  studio.gateway.instance(ids.scanned).scan();
  await waitForHeadline(studio, 'Linked to Ada Lovelace');
  return await takePicture(studio, 'linked');
}

async function wait(studio: World): Promise<Picture> {
  await studio.workbench.closeEditor('Pair Ada Lovelace');
  await pair(studio, ids.starting);
  await waitForHeadline(studio, 'The instance is starting');
  await studio.workbench.statusBarItem.waitForText('Retrying in 8 s');
  return await takePicture(studio, 'wait');
}

async function failed(studio: World): Promise<Picture> {
  await studio.workbench.closeEditor(`Pair ${ids.starting}`);
  await pair(studio, ids.failed);
  await waitForHeadline(studio, 'The instance has failed');
  const picture = await takePicture(studio, 'failed');
  await studio.workbench.closeEditor(`Pair ${ids.failed}`);
  return picture;
}
