import { RefusedError } from '@ringtrace/cases/model/refused';
import { visible } from '@ringtrace/platform/visible';
import { isProviderId, providerIdRule } from '@ringtrace/schemas/provider-id';
import type { Role } from './rights.ts';

/** How somebody signs in: with a password that we keep the hash of, or at the group's identity provider. */
export const ways = ['password', 'identity provider'] as const;
type Way = (typeof ways)[number];

/** Somebody who may use the console. */
export interface Person {
  readonly name: string;
  readonly role: Role;
  /** Provider id of a carrier's person; '' for all other roles. */
  readonly carrier: string;
  readonly way: Way;
  /** ms since 1970. */
  readonly added_at: number;
}

/** Two names that differ in their case alone are one: nobody may pass for somebody else. */
export const keyOf = (name: string): string => name.normalize('NFKC').toLowerCase();

const form = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,99}$/u;
/** The clock and other rules stand in the log under this name. */
const ofRules = 'ringtrace';

export const isName = (name: string): boolean => form.test(name) && keyOf(name) !== ofRules;

/** The name stands in the log as the actor. Throws RefusedError where it can't be one. */
export function checkName(name: string): void {
  if (isName(name)) return;
  if (!form.test(name))
    throw new RefusedError(
      `'${visible(name)}' can't be the name of a person: use up to 100 letters, digits and . _ @ + -, without spaces`,
    );
  throw new RefusedError(`'${ofRules}' stands for the clock in the log: use another name`);
}

/** Throws RefusedError where a role lacks its carrier, or has one that it can't have. */
export function checkRole(role: Role, carrier: string): void {
  if (role !== 'carrier') {
    if (carrier !== '')
      throw new RefusedError(`only the role carrier has a carrier, and not the role ${role}`);
    return;
  }
  if (carrier === '')
    throw new RefusedError('a person of a carrier needs the carrier, whose data alone this person may see');
  if (!isProviderId(carrier))
    throw new RefusedError(`'${visible(carrier)}' can't be the id of a carrier: use ${providerIdRule}`);
}
