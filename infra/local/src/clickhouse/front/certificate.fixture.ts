import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFrontCertificate } from '../../kafka/tls.ts';

/** A key with its certificate for a name, and the authority that signed it; PEM. */
export function certificateFor(name: string): { readonly key: string; readonly ca: string } {
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-front-'));
  try {
    const { tlsFile, ca } = writeFrontCertificate(folder, [name]);
    return { key: readFileSync(tlsFile, 'utf8'), ca: readFileSync(ca, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
