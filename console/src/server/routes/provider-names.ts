import { readIdentities } from '@ringtrace/cases/providers/identity/identities';
import type { Work } from '../route/work.ts';

/** Names that the group gave to providers, by provider id. */
export const namesAsOf = ({ office }: Work, as_of: number): ReadonlyMap<string, string> =>
  office.desk.log.read(
    (reader) => new Map(readIdentities(reader, as_of).all.map(({ id, provider }) => [id, provider.name])),
  );
