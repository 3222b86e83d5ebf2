import { generate } from 'selfsigned';

/** A certificate and its private key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority that signs certificates; no machine trusts it by default. */
export interface Authority {
  /** Its own certificate, in PEM. */
  readonly cert: string;
  /** Signs a certificate for a host. */
  issue(host: string, validity?: Validity): Promise<Certificate>;
}

/** The period in which a certificate is valid. */
export interface Validity {
  readonly notBeforeDate: Date;
  readonly notAfterDate: Date;
}

const day = 24 * 60 * 60 * 1_000;
const kind = { keyType: 'ec', algorithm: 'sha256' } as const;

/** A period of ten days that ended yesterday. */
export function expired(): Validity {
  return { notBeforeDate: new Date(Date.now() - 11 * day), notAfterDate: new Date(Date.now() - day) };
}

/** Creates a certificate for a host that is signed only by itself. */
export async function selfSigned(host: string): Promise<Certificate> {
  const { cert, private: key } = await generate(named(host), { ...kind, extensions: extensionsFor(host) });
  return { cert, key };
}

/** Creates a new authority. */
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
