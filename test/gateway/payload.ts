/** The forms a linking value has today. */
export interface PayloadForm {
  /** Five parts name the platform too. */
  readonly parts: 4 | 5;
  /** Whether the value is behind the wa.me address, as whatsmeow and Baileys write it since May 2026. */
  readonly prefix: boolean;
}

/** What may stand in front of a linking value. */
export const payloadPrefix = 'https://wa.me/settings/linked_devices#';

/** A value of the form `ref,noiseKey,identityKey,advSecret[,platform]`, 217 to 277 characters long. */
export function linkingValue(random: () => number, form: PayloadForm = anyForm(random)): string {
  // 60 to 75 bytes are what refs have in the wild: 82 to 102 characters with the `2@`.
  const ref = `2@${base64(random, 60 + below(random, 16))}`;
  const keys = [base64(random, 32), base64(random, 32), base64(random, 32)];
  const platform = form.parts === 5 ? [String(1 + below(random, 9))] : [];
  return (form.prefix ? payloadPrefix : '') + [ref, ...keys, ...platform].join(',');
}

function anyForm(random: () => number): PayloadForm {
  return { parts: random() < 0.5 ? 4 : 5, prefix: random() < 0.5 };
}

function base64(random: () => number, bytes: number): string {
  return Buffer.from(Array.from({ length: bytes }, () => below(random, 256))).toString('base64');
}

function below(random: () => number, limit: number): number {
  return Math.floor(random() * limit);
}
