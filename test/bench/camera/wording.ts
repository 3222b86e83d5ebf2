/** A share as it is told. */
export function percent(share: number | undefined): string {
  return share === undefined ? 'not measured' : `${Math.round(share * 100)} %`;
}

/** A step at which something fails. */
export function stepText(step: number | undefined): string {
  return step === undefined ? 'never' : String(step);
}

/** A length in CSS pixels, to the half pixel. */
export function pixels(length: number): string {
  return `${Math.round(length * 2) / 2}`;
}
