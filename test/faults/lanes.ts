import { wahaWithoutWaits } from '../gateway/waha';
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

/**
 * The matrix: every lane has its own window, and the lanes run in parallel; the ones that wait longest come first. A gateway
 * behaves as a real WAHA, unless a lane is about something else.
 */
export const lanes: readonly Lane[] = [
  // About the product's own waits: a gateway that blocks would only add to them.
  { name: 'waits', cases: waits, behavior: { like: 'waha', waha: wahaWithoutWaits } },
  { name: 'waha', cases: realWaha },
  // About a code that has an expiry, as only the vendor's documents promise it, and about the codes after it.
  { name: 'codes', cases: codes, behavior: { like: 'docs' } },
  { name: 'reports', cases: reportedAnswers },
  { name: 'sessions', cases: [...reportedSessions, ...reportedCodes] },
  { name: 'links', cases: [...links, ...timeouts] },
  { name: 'editor', cases: editor, folder: true },
  { name: 'control', cases: control },
  { name: 'hostile', cases: hostile },
  { name: 'failures', cases: [...transientFailures, ...messages, ...wordless, ...invalidAnswers] },
  { name: 'statuses', cases: statuses },
  { name: 'refusals', cases: [...refusals, ...redirects] },
  // About each form that an expiry may have.
  { name: 'forms', cases: forms, behavior: { like: 'docs' } },
];
