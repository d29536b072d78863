import { didYouMean } from '@ringtrace/platform/did-you-mean';
import type { Reader } from '../log/transaction.ts';
import { RefusedError } from '../model/refused.ts';
import { NoSuchError } from './find.ts';
import { identityOf } from './identity.ts';

interface Known {
  /** Providers of the reference data. */
  readonly reference: readonly { readonly provider_id: string; readonly name: string }[];
  /** Ids that records or tracebacks name, whether or not the reference data have them. */
  readonly named: readonly string[];
}

/**
 * The id of the provider that somebody names by an id, an alias or a name. An answer "none" would hide a misspelt name, so this throws: NoSuchError,
 * with the id that may be meant, where nothing names such a provider, and RefusedError where several have this name.
 */
export function knownProvider(log: Reader, said: string, { reference, named }: Known): string {
  const given = said.trim();
  const [one, ...others] = identityOf(log, reference).meant?.(given) ?? [];
  if (one !== undefined && others.length > 0)
    throw new RefusedError(
      `several providers are called '${given}': give one of the ids ${[one, ...others].join(', ')}`,
    );
  if (one !== undefined) return one;
  if (named.includes(given)) return given;
  const meant = didYouMean(given, [
    ...reference.map(({ provider_id }) => provider_id),
    ...log.ids('provider'),
    ...named,
  ]);
  throw new NoSuchError(
    `no provider '${given}' is known${meant === '' ? ": 'ringtrace provider list' lists those that tracebacks and records name" : meant}`,
  );
}
