import { readIdentities } from '@ringtrace/cases/providers/identity/identities';
import { aMinuteByScope, keptFor } from '../queries/kept.ts';
import { readNames } from '../queries/names.ts';
import type { Work } from '../route/work.ts';

const ofReference = keptFor(aMinuteByScope, readNames);

/** Names of providers by their ids: as the group described them; else as the reference data in force has them. */
export async function namesAsOf(
  { office, store }: Work,
  as_of: number,
): Promise<ReadonlyMap<string, string>> {
  const described = office.desk.log.read((reader) =>
    readIdentities(reader, as_of).all.flatMap(({ id, provider }): [string, string][] =>
      provider.name === '' ? [] : [[id, provider.name]],
    ),
  );
  return new Map([...(await ofReference(store, '')), ...described]);
}
