import type { Caller } from '@ringtrace/cases/api/rights';
import type { ConsoleRight, Role } from './rights.ts';

/** Somebody who is signed in. */
export interface Session extends Caller<ConsoleRight> {
  readonly role: Role;
  readonly may: ReadonlySet<ConsoleRight>;
  /** Provider id of a carrier's person, who sees this provider's own data only; undefined for all other roles. */
  readonly carrier: string | undefined;
}

/** For queries that a carrier's person may send: the carrier whose rows they may read; '' = all. */
export const scopeOf = ({ role, carrier }: Session): string => {
  if (role !== 'carrier') return '';
  if (carrier === undefined || carrier === '') throw new Error('a person of a carrier must have a carrier');
  return carrier;
};
