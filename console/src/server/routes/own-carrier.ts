import { NoSuchError } from '@ringtrace/cases/work/find';
import { isProviderId, providerIdRule } from '@ringtrace/schemas/provider-id';
import { z } from 'zod';
import { type Session, scopeOf } from '../people/session.ts';

const id = z.string().refine(isProviderId, `it must be a provider id: ${providerIdRule}`);

export const carrierParam = z.strictObject({ carrier: id });
export const providerParam = z.strictObject({ provider: id });

/**
 * The carrier whose rows may be read: the one that was asked for. Throws NoSuchError where a carrier's person asks for another one,
 * as if there were none: that another carrier exists is not theirs to know.
 */
export function ownCarrier(session: Session, asked: string): string {
  const scope = scopeOf(session);
  if (scope === '' || scope === asked) return asked;
  throw new NoSuchError(`there is no '${asked}' that you may see: yours is '${scope}'`);
}
