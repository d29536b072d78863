import type { Reader } from '../log/transaction.ts';
import { ref } from '../model/ids.ts';
import type { Identity } from '../path/call-records.ts';

type Names = readonly { readonly provider_id: string; readonly name: string }[];

const folded = (name: string) => name.trim().toLowerCase();

/**
 * Who is meant by an id or a name. A described provider is known by its id, its aliases, its name and its former names; any
 * provider of the reference data by its id and its name. Ids come before names. What is unknown stands for itself.
 */
export function identityOf(log: Reader, reference: Names): Identity {
  const byId = new Map<string, string>();
  const byName = new Map<string, string>();
  for (const { provider_id, name } of reference) if (name !== '') byName.set(folded(name), provider_id);
  for (const id of log.ids('provider')) {
    const described = log.load(ref('provider', id))?.state;
    if (described === undefined) continue;
    for (const alias of described.aliases) byId.set(alias, id);
    for (const name of [described.name, ...described.former_names, ...described.aliases])
      if (name !== '') byName.set(folded(name), id);
  }
  const known = new Set([...reference.map(({ provider_id }) => provider_id), ...log.ids('provider')]);
  return (provider) => {
    const given = provider.trim();
    const alias = byId.get(given);
    if (alias !== undefined) return alias;
    if (known.has(given)) return given;
    const named = byName.get(folded(given)) ?? given;
    return byId.get(named) ?? named;
  };
}

/** Every id of one provider. */
export function idsOf(log: Reader, provider: string): string[] {
  return [provider, ...(log.load(ref('provider', provider))?.state.aliases ?? [])];
}
