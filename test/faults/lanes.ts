import type { Lane } from './case';
import { codes } from './cases/codes';
import { control } from './cases/control';
import { editor } from './cases/editor';
import { forms } from './cases/forms';
import { transientFailures } from './cases/transient';
import { hostile, timeouts } from './cases/hostile';
import { messages, wordless } from './cases/messages';
import { invalidAnswers } from './cases/invalidanswers';
import { redirects } from './cases/redirects';
import { refusals } from './cases/refusals';
import { statuses } from './cases/statuses';
import { realWaha } from './cases/realwaha';
import { reportedCodes } from './cases/reportedcodes';
import { reportedSessions } from './cases/reportedsessions';
import { reportedAnswers } from './cases/reports';
import { links, waits } from './cases/waits';

/** The matrix: every lane has its own window, and the lanes run in parallel; the ones that wait longest come first. */
export const lanes: readonly Lane[] = [
  { name: 'waits', cases: waits },
  { name: 'waha', cases: realWaha, behavior: { like: 'waha' } },
  { name: 'codes', cases: codes },
  { name: 'reports', cases: reportedAnswers },
  { name: 'sessions', cases: [...reportedSessions, ...reportedCodes] },
  { name: 'links', cases: [...links, ...timeouts] },
  { name: 'editor', cases: editor, folder: true },
  { name: 'control', cases: control },
  { name: 'hostile', cases: hostile },
  { name: 'failures', cases: [...transientFailures, ...messages, ...wordless, ...invalidAnswers] },
  { name: 'statuses', cases: [...statuses, ...refusals, ...redirects] },
  { name: 'forms', cases: forms },
];
