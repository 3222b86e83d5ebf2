import { execa } from 'execa';
import * as v from 'valibot';

/** What npm reports about the packages that users get, or why it couldn't be asked. */
export type Audit =
  | { readonly kind: 'answered'; readonly findings: readonly string[] }
  | { readonly kind: 'unanswered'; readonly why: string };

const Advisory = v.object({ url: v.string(), name: v.string(), title: v.string() });
/** If a package is affected only through another one, `via` contains that one's name. */
const Vulnerability = v.object({ via: v.array(v.union([v.string(), Advisory])) });
const Report = v.object({
  auditReportVersion: v.literal(2),
  vulnerabilities: v.record(v.string(), Vulnerability),
});
const Refusal = v.object({ message: v.string(), statusCode: v.optional(v.number()) });

/** No connection to the registry. A mirror without audits answers with a status instead. */
const noConnection = /request to \S+ failed|timeout/i;
/** npm's answer to a lockfile that it can't check. */
const badRequest = 400;
const noRetries = ['--fetch-retries=0', '--fetch-timeout=10000'];

/** Asks npm's registry, or the one at `registry`, about the runtime dependencies in the lockfile. */
export async function audit(registry?: string): Promise<Audit> {
  const env = registry === undefined ? {} : { npm_config_registry: registry };
  // Offline, npm reports no findings.
  const options = ['--omit=dev', '--json', '--offline=false', ...noRetries];
  // npm's exit code is not 0 if it finds something.
  const { stdout, stderr } = await execa('npm', ['audit', ...options], { env, reject: false });
  try {
    return read(JSON.parse(stdout));
  } catch (error) {
    throw new Error(`npm audit returned an unknown answer:\n${stdout}\n${stderr}`, { cause: error });
  }
}

function read(answer: unknown): Audit {
  const report = v.safeParse(Report, answer);
  if (report.success)
    return { kind: 'answered', findings: findings(Object.values(report.output.vulnerabilities)) };
  const { message, statusCode } = v.parse(Refusal, answer);
  if (statusCode === undefined ? !noConnection.test(message) : statusCode === badRequest)
    throw new Error(message);
  return { kind: 'unanswered', why: message };
}

function findings(vulnerabilities: readonly v.InferOutput<typeof Vulnerability>[]): readonly string[] {
  const advisories = vulnerabilities.flatMap(({ via }) => via.filter((cause) => typeof cause !== 'string'));
  return [...new Set(advisories.map(({ url, name, title }) => `${url} ${name}: ${title}`))];
}
