import { dno } from './dno.ts';
import { providers } from './providers.ts';
import type { ReferenceKind } from './reference-kind.ts';

/** Every kind of reference data there is. Where two kinds add the same look-up, the later one's holds. */
export const referenceKinds: readonly ReferenceKind[] = [providers, dno];
