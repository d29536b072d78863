import { type KeyObject, X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readTable } from '../csv-table.ts';

/** What a certificate is worth at a time. */
type Trust =
  | { readonly key: KeyObject; readonly ocn: string }
  | 'unknown_certificate'
  | 'untrusted_certificate'
  | 'expired_certificate';

export interface TrustStore {
  /** The key published at a URL, and whose it is, as of a time in ms. Nothing is ever fetched. */
  trust(x5u: string, time: number): Trust;
}

/** For those who have none. */
export const noTrustStore: TrustStore = { trust: () => 'unknown_certificate' };

const columns = ['x5u', 'file'] as const;
const indexRow = z.object({
  x5u: z.url('must be a URL'),
  file: z.string().regex(/^[\w.-]+$/, 'must be a file of the folder'),
});

interface Published {
  readonly leaf: X509Certificate;
  readonly ocn: string;
  readonly chain: readonly X509Certificate[];
  readonly trusted: boolean;
}

/**
 * Reads a folder: `roots/` with the certificates of approved authorities (PEM), `certificates.csv` with the header
 * x5u,file, and those files, each a PEM chain, the signer's certificate first. Throws where one is missing or wrong.
 */
export async function openTrustStore(folder: string): Promise<TrustStore> {
  const roots: X509Certificate[] = [];
  for (const name of await readdir(join(folder, 'roots')))
    roots.push(...certificatesIn(await readFile(join(folder, 'roots', name), 'utf8')));
  const index = join(folder, 'certificates.csv');
  const published = new Map<string, Published>();
  for (const { value } of readTable({
    text: await readFile(index, 'utf8'),
    file: index,
    columns,
    row: indexRow,
  })) {
    const chain = certificatesIn(await readFile(join(folder, value.file), 'utf8'));
    const [leaf] = chain;
    if (leaf === undefined) throw new Error(`${join(folder, value.file)}: holds no certificate`);
    published.set(value.x5u, { leaf, ocn: ocnOf(leaf), chain, trusted: isTrusted(chain, roots) });
  }
  return {
    trust(x5u, time) {
      const found = published.get(x5u);
      if (found === undefined) return 'unknown_certificate';
      const { leaf, ocn, chain, trusted } = found;
      if (!trusted || ocn === '') return 'untrusted_certificate';
      return chain.every((one) => isValidAt(one, time))
        ? { key: leaf.publicKey, ocn }
        : 'expired_certificate';
    },
  };
}

const pem = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
const certificatesIn = (text: string) => (text.match(pem) ?? []).map((one) => new X509Certificate(one));

/** ATIS-1000080: the common name is SHAKEN, a space, and the service provider code. */
function ocnOf(leaf: X509Certificate): string {
  return /^CN=SHAKEN ([0-9A-Z]{4})$/m.exec(leaf.subject)?.[1] ?? '';
}

/** Each certificate is issued by the next, the last by a root; only authorities issue. */
function isTrusted(chain: readonly X509Certificate[], roots: readonly X509Certificate[]): boolean {
  return chain.every((one, i) => {
    const issuers = chain[i + 1] === undefined ? roots : [chain[i + 1]];
    return issuers.some((issuer) => issuer?.ca && one.checkIssued(issuer) && one.verify(issuer.publicKey));
  });
}

const isValidAt = (one: X509Certificate, time: number) =>
  one.validFromDate.getTime() <= time && time <= one.validToDate.getTime();
