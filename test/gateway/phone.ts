import * as v from 'valibot';
import type { Answer } from './answer';
import { jsonAnswer, invalidInput } from './answer';
import type { StandInInstance } from './instance';
import type { ScanResult } from './session';

type Instances = ReadonlyMap<string, StandInInstance>;

const text = v.pipe(v.string(), v.nonEmpty());
const scanned = v.strictObject({ value: text });
const entered = v.strictObject({ code: text, number: v.exactOptional(text) });

/** The phone scans `{value}`, whichever instance shows it. */
export function scanAnywhere(instances: Instances, input: unknown): Answer {
  const parsed = v.safeParse(scanned, input);
  if (!parsed.success) return invalidInput(parsed.issues);
  const { value } = parsed.output;
  return anywhere(instances, (instance) => instance.scan(value));
}

/** A person types `{code}` into the phone, whichever instance it is for; `number` is the phone's own. */
export function enterAnywhere(instances: Instances, input: unknown): Answer {
  const parsed = v.safeParse(entered, input);
  if (!parsed.success) return invalidInput(parsed.issues);
  const { code, number } = parsed.output;
  return anywhere(instances, (instance) => instance.enterCode(code, number));
}

/** What the phone's user learns. */
export function phoneAnswer(result: ScanResult, instance?: string): Answer {
  switch (result) {
    case 'linked':
      return jsonAnswer(200, { status: result, instance });
    case 'expired':
      return jsonAnswer(410, { status: result });
    case 'unknown':
      return jsonAnswer(404, { status: result });
  }
}

/** A phone knows nothing about instances, so it tries all of them. */
function anywhere(instances: Instances, use: (instance: StandInInstance) => ScanResult): Answer {
  let answer = phoneAnswer('unknown');
  for (const instance of instances.values()) {
    const result = use(instance);
    if (result !== 'unknown') answer = phoneAnswer(result, instance.id);
  }
  return answer;
}
