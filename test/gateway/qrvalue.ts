/** The forms of a QR code value. */
export interface QrValueForm {
  /** With five parts, the last one names the platform. */
  readonly parts: 4 | 5;
  /** Whether the value follows the wa.me address, as whatsmeow and Baileys write it since May 2026. */
  readonly prefix: boolean;
}

/** The possible prefix of a QR code value. */
export const qrValuePrefix = 'https://wa.me/settings/linked_devices#';

/** A value of the form `ref,noiseKey,identityKey,advSecret[,platform]`, 217 to 277 characters long. */
export function qrValue(random: () => number, form: QrValueForm = anyForm(random)): string {
  // Refs in the wild have 60 to 75 bytes: 82 to 102 characters with the `2@`.
  const ref = `2@${base64(random, 60 + integerBelow(random, 16))}`;
  const keys = [base64(random, 32), base64(random, 32), base64(random, 32)];
  const platform = form.parts === 5 ? [String(1 + integerBelow(random, 9))] : [];
  return (form.prefix ? qrValuePrefix : '') + [ref, ...keys, ...platform].join(',');
}

function anyForm(random: () => number): QrValueForm {
  return { parts: random() < 0.5 ? 4 : 5, prefix: random() < 0.5 };
}

function base64(random: () => number, bytes: number): string {
  return Buffer.from(Array.from({ length: bytes }, () => integerBelow(random, 256))).toString('base64');
}

function integerBelow(random: () => number, limit: number): number {
  return Math.floor(random() * limit);
}
