import type { Lane } from './case';
import { codes } from './cases/codes';
import { control } from './cases/control';
import { editor } from './cases/editor';
import { forms } from './cases/forms';
import { hiccups } from './cases/hiccups';
import { hostile, timeouts } from './cases/hostile';
import { messages, wordless } from './cases/messages';
import { nonsense } from './cases/nonsense';
import { redirects } from './cases/redirects';
import { refusals } from './cases/refusals';
import { statuses } from './cases/statuses';
import { links, waits } from './cases/waits';

/** The matrix: each lane has a window of its own, and they run side by side; those that wait longest come first. */
export const lanes: readonly Lane[] = [
  { name: 'waits', cases: waits },
  { name: 'codes', cases: codes },
  { name: 'links', cases: [...links, ...timeouts] },
  { name: 'editor', cases: editor, folder: true },
  { name: 'control', cases: control },
  { name: 'hostile', cases: hostile },
  { name: 'troubles', cases: [...hiccups, ...messages, ...wordless, ...nonsense] },
  { name: 'statuses', cases: [...statuses, ...refusals, ...redirects] },
  { name: 'forms', cases: forms },
];
