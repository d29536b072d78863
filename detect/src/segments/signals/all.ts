import * as attestation from './attestation.ts';
import * as behavior from './behavior.ts';
import * as caller from './caller.ts';
import * as honest from './honest.ts';
import * as manyNumbers from './many-numbers.ts';
import type { Signal } from './signal.ts';

/** Everything the judge looks at; the order is that of the evidence. */
export const signals: readonly Signal[] = [
  ...Object.values(caller),
  ...Object.values(manyNumbers),
  ...Object.values(attestation),
  ...Object.values(behavior),
  ...Object.values(honest),
];

const attestations: ReadonlySet<string> = new Set(Object.values(attestation).map(({ name }) => name));
export const isAttestation = ({ name }: { readonly name: string }) => attestations.has(name);
