import { randomBytes } from 'node:crypto';
import type { kinds } from '@ringtrace/schemas/casework/words';

export { kinds } from '@ringtrace/schemas/casework/words';
export type Kind = (typeof kinds)[number];

/** Names one thing, and with it the stream of its events. */
export interface Ref<K extends Kind = Kind> {
  readonly kind: K;
  /** A candidate's and a provider's ids come from elsewhere; `newId` makes all others. */
  readonly id: string;
}

export const ref = <K extends Kind>(kind: K, id: string): Ref<K> => ({ kind, id });

/** Letters and digits that nobody mistakes for each other when reading them out: no i, l, o, u. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

const prefixes = {
  case: 'case',
  traceback: 'tb',
  request: 'req',
  answer: 'ans',
  action: 'act',
  demand: 'dem',
  package: 'pkg',
  retention: 'ret',
  /** Of a message to a provider: it is no thing with a stream of its own. */
  batch: 'bat',
} as const;

/** Bytes of chance; a test gives its own so that ids repeat. */
export type Chance = (bytes: number) => Uint8Array;

/** A new id, such as 'req-7k3f9q2m4d'. It does not tell how many came before, because providers see ids of requests. */
export function newId(kind: keyof typeof prefixes, chance: Chance = randomBytes): string {
  const letters = [...chance(10)].map((byte) => alphabet[byte % alphabet.length]);
  return `${prefixes[kind]}-${letters.join('')}`;
}
