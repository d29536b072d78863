import { areaCodes } from './kinds/area-codes.ts';
import { complaints } from './kinds/complaints.ts';
import { dno } from './kinds/dno.ts';
import { knownCallers } from './kinds/known-callers.ts';
import { numberBlocks } from './kinds/number-blocks.ts';
import { ported } from './kinds/ported.ts';
import { providers } from './kinds/providers.ts';
import { rmd } from './kinds/rmd.ts';
import { tollFree } from './kinds/toll-free.ts';
import { ReferenceFileError } from './reference-file-error.ts';
import type { ReferenceKind } from './reference-kind.ts';

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
