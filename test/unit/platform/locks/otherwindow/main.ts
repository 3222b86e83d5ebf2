// A window in its own process: claims a lock, notes a request for each message, and reports what happens.
import { machine } from '../../../../../src/platform/machine';
import { Locks } from '../../../../../src/platform/locks/locks';
import { key } from '../windows';

const [folder, name = ''] = process.argv.slice(2);
const locks = new Locks({ folder, window: name, machine, log: { warn: (words) => process.send?.(words) } });
const lock = await locks.claim(key);
if (lock.held) lock.onDidLose(({ by }) => process.send?.(`lost to ${by}`));
process.on('message', () => {
  void (lock.held && lock.noteRequest().then((may) => process.send?.(may ? 'sent' : 'not sent')));
});
process.send?.(lock.held ? 'held' : `locked by ${lock.by}`);
