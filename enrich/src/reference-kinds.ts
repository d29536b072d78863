import { areaCodes } from './area-codes.ts';
import { complaints } from './complaints.ts';
import { dno } from './dno.ts';
import { knownCallers } from './known-callers.ts';
import { numberBlocks } from './number-blocks.ts';
import { ported } from './ported.ts';
import { providers } from './providers.ts';
import { ReferenceFileError, type ReferenceKind } from './reference-kind.ts';
import { rmd } from './rmd.ts';
import { tollFree } from './toll-free.ts';

/** Every kind of reference data there is. */
export const referenceKinds: readonly ReferenceKind[] = [
  providers,
  rmd,
  dno,
  numberBlocks,
  ported,
  tollFree,
  knownCallers,
  complaints,
  areaCodes,
];

/** Throws ReferenceFileError for a name that is none of theirs. */
export function kindNamed(name: string): ReferenceKind {
  const kind = referenceKinds.find((known) => known.name === name);
  if (kind !== undefined) return kind;
  const names = referenceKinds.map((known) => known.name).join(', ');
  throw new ReferenceFileError(`'${name}' is no kind of reference data: use one of ${names}`);
}
