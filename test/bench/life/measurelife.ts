import { grouped, seed as ownSeed } from '../../properties/seed';
import type { Progress, Section } from '../report/section';
import { lifeCharts } from './charts';
import { formatNumber } from './format';
import { boundTable, earlyTable, latencyTable, proof } from './proof';
import type { Result, Results } from './run';
import { countDifferences, runAll } from './run';
import { scanAll } from './scan';
import { maxStarting, networkDelay, watchTime } from './scenario';
import { scenarioNames, scenarios } from './scenarios';
import { scanTable, scenarioTables, startingTable, targetTable } from './tables';
import { targetsOf } from './targets';

/** How many sessions in each scenario also run through the product’s HTTP code. */
const comparedSessions = 20;

/** Simulates many pairings, with the product and with common alternatives, in scenarios that differ in the gateway’s answers. */
export async function measureLife(
  {
    sessions = 4_000,
    scanRounds = 20,
    seed = ownSeed,
  }: { sessions?: number; scanRounds?: number; seed?: number },
  progress: Progress,
): Promise<Section> {
  const results = await runAll(sessions, seed, progress, scenarioNames);
  const scans = await scanAll(scanRounds, seed, progress);
  progress('the same sessions through the product’s HTTP code');
  const compared = Math.min(comparedSessions, sessions);
  const different = await countDifferences(compared, seed);
  const count = grouped(compared * scenarioNames.length);
  const same =
    different === 0
      ? 'all had the same results to the millisecond'
      : `${different} of them had different results`;
  return {
    title: 'Lifetime of a QR code',
    paragraphs: [
      `${grouped(sessions)} simulated sessions in each scenario, seed ${seed} (\`PAIR_WHATSAPP_SEED=${seed}\`). Unless the scenario says otherwise, a session has one code of 60 s and five codes of 20 s, and then fails. Nobody scans a code. A pairing begins at a random moment of the session, or up to ${maxStarting / 1_000} s before it. Where the session is started from here, the first request is a restart, which takes 3 to 3.3 s, and the first code follows 0.5 to 1.2 s after its answer. The network delay in each direction has a log-normal distribution with a median of ${networkDelay.median} ms (σ ${networkDelay.sigma}), the same for all strategies in the same session. With early replacement, half of the codes are replaced at a random moment before their expiry.`,
      `A real WAHA answers within milliseconds, reports no expiry, and keeps a request for a code open for up to 10 s while it has none. After a scan it sends the used code for 0.8 s and then an empty one, names the account after 0.5 s, reports STARTING after 2.5 s and WORKING after 2.9 s. The other gateways report STARTING from the scan on and WORKING after 4 s. A slow gateway works on every answer for so long, and reads the code at the end of that time unless the scenario says otherwise. Sessions without an end, and Evolution’s, are watched for ${watchTime.endless / 1_000} s.`,
      `Pair WhatsApp is the product’s own state machine on the product’s own clock with the default interval. The function that interprets \`expiry\` gets the answers directly, with a \`Date\` header of whole seconds. ${count} sessions also ran through the product’s HTTP code: ${same}. In the simulation, timers are never late and drawing takes no time. The run in VS Code shows these effects.`,
      'A code is expired once the gateway would refuse it. Its time on screen counts until the client learns that the session has ended, which also ends the loops. The dialog closes when the session ends. Loops send a request by a timer, and a refusal leaves their code on screen. The gateway doesn’t refuse requests that come too early. It counts those that arrive less than 5 s after the previous one, which is about every second request of a timer of exactly 5 s. “Shown after” refers to later codes that were issued during the pairing. Codes that were never shown are counted separately. The clairvoyant isn’t a client that could exist: it knows every change and every delay beforehand, and keeps the rules for requests.',
      'Scans: a phone points at the screen at a random moment of each second of a code’s life, and scans if a valid code is there. A person reads a failure if the panel says that the pairing ended, or that the session has no code yet.',
      ...verdicts(results),
      ...proof,
    ],
    tables: [
      targetTable(targetsOf(results, scans)),
      scanTable(scans),
      boundTable(results),
      latencyTable(results),
      earlyTable(results),
      ...scenarioTables(results),
      startingTable(results),
    ],
    charts: lifeCharts(results),
  };
}

/** What holds in all scenarios. */
function verdicts(results: Results): readonly string[] {
  const withExpiry = ['hasExpiry', 'secondsOff', 'minutesOff'] as const;
  const product = (scenario: keyof Results): Result => results[scenario]['Pair WhatsApp'];
  const late = withExpiry.map((world) => {
    const { late: count, newCodes, delay } = product(world);
    const share = newCodes === 0 ? '–' : formatNumber((100 * count) / newCodes, 1);
    return `${scenarios[world].name}: ${share} % later, ${formatNumber(delay.max)} s at most`;
  });
  const violations = scenarioNames.reduce((sum, scenario) => sum + product(scenario).violations, 0);
  const reached = (isReached: boolean): string => (isReached ? 'reached' : 'not reached');
  return [
    `**Goal: a new code on screen within one round trip plus 5 s — ${reached(withExpiry.every((world) => product(world).late === 0))}.** The 5 s count from the end of the previous request, so the network delay of its answer may be added. ${late.join('; ')}.`,
    `**Goal: no two requests of one kind at once, or less than 5 s from start to start — ${reached(violations === 0)}.** ${violations} in all scenarios.`,
  ];
}
