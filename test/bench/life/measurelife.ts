import { grouped, seed as ownSeed } from '../../properties/seed';
import type { Progress, Section } from '../report/section';
import { lifeCharts } from './charts';
import { proof, proofTable } from './proof';
import type { Results } from './run';
import { compareDoors, runAll } from './run';
import { statistic, startingTable, worldTables } from './tables';
import { longestStarting, way, worlds } from './world';

/** How many sessions are run through the whole HTTP code too, in each world. */
const compared = 20;

/** Simulates many pairings of ours and of what people would use instead, in worlds that differ in what the gateway tells and does. */
export async function measureLife(
  { sessions = 10_000, seed = ownSeed }: { sessions?: number; seed?: number },
  progress: Progress,
): Promise<Section> {
  const results = await runAll(sessions, seed, progress);
  progress('the same through the whole HTTP code');
  const different = await compareDoors(Math.min(compared, sessions), seed);
  return {
    title: 'Life of a code',
    paragraphs: [
      `${grouped(sessions)} simulated sessions in each world, seed ${seed} (\`PAIR_WHATSAPP_SEED=${seed}\`). A session has six codes of 60 s and 5 × 20 s and then fails; nobody scans. A pairing begins at a random moment of it, or up to ${longestStarting / 1_000} s before it. Each way takes a log-normal time with a median of ${way.median} ms (σ ${way.sigma}), the same for everyone in the same session. With early replacement every other code is replaced at a random moment of its life.`,
      `Ours is the product’s own state machine on the product’s own clock with the default interval; answers go straight to its reading of \`expiry\` with a \`Date\` header of whole seconds. ${grouped(Math.min(compared, sessions) * Object.keys(worlds).length)} sessions were run through its whole HTTP code as well: ${different === 0 ? 'all came out the same to the millisecond' : `${different} of them came out differently`}. Timers are never late here and drawing takes no time; the run in VS Code tells what that leaves out.`,
      'A code is dead once the gateway would refuse it. It counts until the client is told that the session has failed, where the loops are taken to end too; the dialog is closed when the session ends. Loops ask by a timer, and a refusal leaves on screen what they have. The gateway refuses no call for coming early; it counts those less than 5 s after the one before, as they arrive, so a timer of exactly 5 s errs about every other time. “Shown after” is of codes that took another’s place while the pairing ran; one never shown is counted apart.',
      ...verdicts(results),
      ...proof,
    ],
    tables: [...worldTables(results), startingTable(results), proofTable(results)],
    charts: lifeCharts(results),
  };
}

/** What became of the goals, from the figures. */
function verdicts(results: Results): readonly string[] {
  const told = ['hasExpiry', 'secondsOff', 'minutesOff'] as const;
  const own = (world: (typeof told)[number]): Results[typeof world]['Pair WhatsApp'] =>
    results[world]['Pair WhatsApp'];
  const dead = told.map((world) => {
    const { mean, worst } = own(world).dead;
    const rest =
      mean === 0 ? 'none' : `${statistic(mean, 3)} s per session, ${statistic(worst, 3)} s on end at most`;
    return `${worlds[world].name}: ${rest}`;
  });
  const late = told.map((world) => {
    const { late: count, births, delay } = own(world);
    const share = births === 0 ? '–' : statistic((100 * count) / births, 1);
    return `${worlds[world].name}: ${share} % later, ${statistic(delay.max)} s at most`;
  });
  const requests = told.map((world) => {
    const theirs = results[world]['loop at 7 s'].requests;
    return `${worlds[world].name}: ${statistic(own(world).requests, 1)} to ${statistic(theirs, 1)}`;
  });
  const reached = (is: boolean): string => (is ? 'reached' : 'not reached');
  return [
    `**Goal: no dead code with expiry — ${reached(told.every((world) => own(world).dead.mean === 0))}.** ${dead.join('; ')}.`,
    `**Goal: a new code on screen within one round trip plus 5 s — ${reached(told.every((world) => own(world).late === 0))}.** The 5 s are counted from the end of the call before, so that the way back of that one may come on top. ${late.join('; ')}.`,
    `**Goal: no more requests than the loop at 7 s — ${reached(told.every((world) => own(world).requests <= results[world]['loop at 7 s'].requests))}.** Requests per session, ours to the loop’s: ${requests.join('; ')}.`,
  ];
}
