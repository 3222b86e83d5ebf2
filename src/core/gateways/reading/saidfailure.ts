import type { Fields } from './fields';

/** How a success says that it is none: `plainly`, or only by having a code and a message where the data should be. */
export type SaidFailure = 'plainly' | 'byCode';

/** Whether a body says that the request failed although the HTTP status is a success; undefined if it doesn't. */
export function saidFailure([body, inner]: readonly Fields[]): SaidFailure | undefined {
  if (!body) return undefined;
  if (saysPlainly(body) || (inner && saysPlainly(inner))) return 'plainly';
  const { code, message, data, success } = body;
  const hasData = data !== undefined && data !== null && data !== '';
  const isError = typeof message === 'string' && isErrorCode(code);
  return isError && !hasData && success !== true ? 'byCode' : undefined;
}

function saysPlainly({ success, error, status }: Fields): boolean {
  if (success === false || error === true) return true;
  if (typeof error === 'string' && error.trim() !== '') return true;
  if (typeof error === 'object' && error !== null && Object.keys(error).length > 0) return true;
  return typeof status === 'string' && /^(error|fail)$/i.test(status);
}

function isErrorCode(code: unknown): boolean {
  if (typeof code === 'number') return code >= 400;
  return (
    typeof code === 'string' && code !== '' && !(Number(code) < 400) && !/^(ok|done)$|success/i.test(code)
  );
}
