import { generate } from 'selfsigned';

/** A certificate and its private key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority that signs certificates; nobody trusts it by itself. */
export interface Authority {
  /** Its own certificate, in PEM. */
  readonly cert: string;
  /** Signs a certificate for a host. */
  issue(host: string, validity?: Validity): Promise<Certificate>;
}

/** From when to when a certificate counts. */
export interface Validity {
  readonly notBeforeDate: Date;
  readonly notAfterDate: Date;
}

const day = 24 * 60 * 60 * 1_000;
const kind = { keyType: 'ec', algorithm: 'sha256' } as const;

/** Ten days that ended yesterday. */
export function expired(): Validity {
  return { notBeforeDate: new Date(Date.now() - 11 * day), notAfterDate: new Date(Date.now() - day) };
}

/** Makes a certificate for a host that nobody but itself vouches for. */
export async function selfSigned(host: string): Promise<Certificate> {
  const { cert, private: key } = await generate(named(host), { ...kind, extensions: extensionsFor(host) });
  return { cert, key };
}

/** Makes an authority of its own. */
export async function makeAuthority(): Promise<Authority> {
  const { cert, private: key } = await generate(named('Authority of the suites'), {
    ...kind,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return {
    cert,
    issue: async (host, validity) => {
      const issued = await generate(named(host), {
        ...kind,
        ...validity,
        ca: { cert, key },
        extensions: extensionsFor(host),
      });
      return { cert: issued.cert, key: issued.private };
    },
  };
}

function named(name: string) {
  return [{ name: 'commonName', value: name }];
}

function extensionsFor(host: string) {
  const name = /^[\d.]+$/.test(host) ? ({ type: 7, ip: host } as const) : ({ type: 2, value: host } as const);
  return [
    { name: 'basicConstraints' as const, cA: false },
    { name: 'subjectAltName' as const, altNames: [name] },
  ];
}
