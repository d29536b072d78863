import type { Reader } from '../log/transaction.ts';
import { ref } from '../model/ids.ts';
import type { Identity } from '../path/call-records.ts';

type Names = readonly { readonly provider_id: string; readonly name: string }[];

const folded = (name: string) => name.trim().toLowerCase();

/**
 * Who is meant by an id or a name. A described provider is known by its id, its aliases, its name and its former names; any
 * provider of the reference data by its id and its name. Ids come before names. A name that several providers share means
 * nobody: it stands for itself, as does what is unknown.
 */
export function identityOf(log: Reader, reference: Names): Identity {
  const described = log.ids('provider').flatMap((id) => {
    const found = log.load(ref('provider', id))?.state;
    return found === undefined ? [] : [{ id, ...found }];
  });
  const byAlias = new Map(described.flatMap(({ id, aliases }) => aliases.map((alias) => [alias, id])));
  const resolve = (id: string) => byAlias.get(id) ?? id;
  const known = new Set([
    ...reference.map(({ provider_id }) => provider_id),
    ...described.map(({ id }) => id),
    ...byAlias.keys(),
  ]);
  const byName = new Map<string, Set<string>>();
  const add = (id: string, names: readonly string[]) => {
    for (const name of names.map(folded).filter((one) => one !== ''))
      byName.set(name, (byName.get(name) ?? new Set()).add(resolve(id)));
  };
  for (const { provider_id, name } of reference) add(provider_id, [provider_id, name]);
  for (const { id, name, former_names, aliases } of described)
    add(id, [id, name, ...former_names, ...aliases]);
  const meant = (said: string): readonly string[] => {
    const given = said.trim();
    return known.has(given) ? [resolve(given)] : [...(byName.get(folded(given)) ?? [])].sort();
  };
  const identity = (said: string) => {
    const [one, ...others] = meant(said);
    return one === undefined || others.length > 0 ? said.trim() : one;
  };
  return Object.assign(identity, { meant });
}

/** Every id of one provider. */
export function idsOf(log: Reader, provider: string): string[] {
  return [provider, ...(log.load(ref('provider', provider))?.state.aliases ?? [])];
}
