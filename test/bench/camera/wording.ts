/** A share as text. */
export function percent(share: number | undefined): string {
  return share === undefined ? 'not measured' : `${Math.round(share * 100)} %`;
}

/** The step of a failure as text. */
export function stepText(step: number | undefined): string {
  return step === undefined ? 'never' : String(step);
}

/** A length in CSS pixels, rounded to half a pixel. */
export function pixels(length: number): string {
  return `${Math.round(length * 2) / 2}`;
}
