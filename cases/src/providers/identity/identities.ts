import { foldOne } from '../../fold/all.ts';
import type { Reader } from '../../log/transaction.ts';
import { ref } from '../../model/ids.ts';
import type { Provider } from '../../model/provider.ts';

/** A provider that somebody has described, or that has filed an objection. */
interface Identity {
  readonly id: string;
  /** Events in its stream. */
  readonly version: number;
  readonly provider: Provider;
}

/** Who is who among the providers. */
export interface Identities {
  readonly all: readonly Identity[];
  /** The provider that an id means: an alias means the provider that has it; any other id means itself. */
  resolve(id: string): string;
  /** The provider that an id means, where it is described. */
  find(id: string): Identity | undefined;
  /** Ids of providers that say they continue this one. Their figures are never added to its own. */
  continuedBy(id: string): string[];
}

/** Reads the providers as they were described up to a moment, ms since 1970. */
export function readIdentities(log: Reader, asOf = Number.POSITIVE_INFINITY): Identities {
  const all = log.ids('provider').flatMap((id) => identityOf(log, id, asOf) ?? []);
  const byId = new Map(all.map((one) => [one.id, one]));
  const byAlias = new Map(all.flatMap(({ id, provider }) => provider.aliases.map((alias) => [alias, id])));
  const resolve = (id: string) => byAlias.get(id) ?? id;
  return {
    all,
    resolve,
    find: (id) => byId.get(resolve(id)),
    continuedBy: (id) =>
      all
        .filter(({ provider }) => provider.continues.map(resolve).includes(resolve(id)))
        .map((one) => one.id),
  };
}

function identityOf(log: Reader, id: string, asOf: number): Identity | undefined {
  const events = log.events(ref('provider', id)).filter(({ at }) => at <= asOf);
  const provider = events.reduce<Provider | undefined>(
    (before, event) => foldOne('provider', before, event),
    undefined,
  );
  return provider === undefined ? undefined : { id, version: events.length, provider };
}
