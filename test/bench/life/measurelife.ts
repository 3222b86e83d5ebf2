import { grouped, seed as ownSeed } from '../../properties/seed';
import type { Progress, Section } from '../report/section';
import { lifeCharts } from './charts';
import { proof, proofTable } from './proof';
import type { Results } from './run';
import { countDifferences, runAll } from './run';
import { formatNumber, startingTable, scenarioTables } from './tables';
import { maxStarting, networkDelay, scenarios } from './scenario';

/** How many sessions in each scenario also run through the product’s HTTP code. */
const comparedSessions = 20;

/** Simulates many pairings, with the product and with common alternatives, in scenarios that differ in the gateway’s answers. */
export async function measureLife(
  { sessions = 10_000, seed = ownSeed }: { sessions?: number; seed?: number },
  progress: Progress,
): Promise<Section> {
  const results = await runAll(sessions, seed, progress);
  progress('the same sessions through the product’s HTTP code');
  const different = await countDifferences(Math.min(comparedSessions, sessions), seed);
  return {
    title: 'Lifetime of a QR code',
    paragraphs: [
      `${grouped(sessions)} simulated sessions in each scenario, seed ${seed} (\`PAIR_WHATSAPP_SEED=${seed}\`). A session has one code of 60 s and five codes of 20 s, and then fails. Nobody scans a code. A pairing begins at a random moment of the session, or up to ${maxStarting / 1_000} s before it. The network delay in each direction has a log-normal distribution with a median of ${networkDelay.median} ms (σ ${networkDelay.sigma}), the same for all strategies in the same session. With early replacement, half of the codes are replaced at a random moment before their expiry.`,
      `Pair WhatsApp is the product’s own state machine on the product’s own clock with the default interval. The function that interprets \`expiry\` gets the answers directly, with a \`Date\` header of whole seconds. ${grouped(Math.min(comparedSessions, sessions) * Object.keys(scenarios).length)} sessions also ran through the product’s HTTP code: ${different === 0 ? 'all had the same results to the millisecond' : `${different} of them had different results`}. In the simulation, timers are never late and drawing takes no time. The run in VS Code shows these effects.`,
      'A code is expired once the gateway would refuse it. Its time on screen counts until the client learns that the session has failed, which also ends the loops. The dialog closes when the session ends. Loops send a request by a timer, and a refusal leaves their code on screen. The gateway doesn’t refuse requests that come too early. It counts those that arrive less than 5 s after the previous one, which is about every second request of a timer of exactly 5 s. “Shown after” refers to later codes that were issued during the pairing. Codes that were never shown are counted separately.',
      ...verdicts(results),
      ...proof,
    ],
    tables: [...scenarioTables(results), startingTable(results), proofTable(results)],
    charts: lifeCharts(results),
  };
}

/** Whether the goals are reached. */
function verdicts(results: Results): readonly string[] {
  const withExpiry = ['hasExpiry', 'secondsOff', 'minutesOff'] as const;
  const product = (scenario: (typeof withExpiry)[number]): Results[typeof scenario]['Pair WhatsApp'] =>
    results[scenario]['Pair WhatsApp'];
  const expired = withExpiry.map((world) => {
    const { mean, longest } = product(world).expired;
    const amount =
      mean === 0
        ? 'none'
        : `${formatNumber(mean, 3)} s per session, ${formatNumber(longest, 3)} s without a break at most`;
    return `${scenarios[world].name}: ${amount}`;
  });
  const late = withExpiry.map((world) => {
    const { late: count, newCodes, delay } = product(world);
    const share = newCodes === 0 ? '–' : formatNumber((100 * count) / newCodes, 1);
    return `${scenarios[world].name}: ${share} % later, ${formatNumber(delay.max)} s at most`;
  });
  const requests = withExpiry.map((world) => {
    const ofLoop = results[world]['loop at 7 s'].requests;
    return `${scenarios[world].name}: ${formatNumber(product(world).requests, 1)} and ${formatNumber(ofLoop, 1)}`;
  });
  const reached = (isReached: boolean): string => (isReached ? 'reached' : 'not reached');
  return [
    `**Goal: no expired code on screen with expiry — ${reached(withExpiry.every((world) => product(world).expired.mean === 0))}.** ${expired.join('; ')}.`,
    `**Goal: a new code on screen within one round trip plus 5 s — ${reached(withExpiry.every((world) => product(world).late === 0))}.** The 5 s count from the end of the previous request, so the network delay of its answer may be added. ${late.join('; ')}.`,
    `**Goal: no more requests than the loop at 7 s — ${reached(withExpiry.every((world) => product(world).requests <= results[world]['loop at 7 s'].requests))}.** Requests per session, Pair WhatsApp and the loop: ${requests.join('; ')}.`,
  ];
}
