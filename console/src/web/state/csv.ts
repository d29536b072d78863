import { addressOf } from '../api/ask.ts';

/** Address of a list's CSV file: the list's own path and query, without its page. */
export function csvAddress(path: string, query: object = {}): string {
  const { limit: _, offset: __, ...filters }: Record<string, unknown> = { ...query };
  return addressOf(`${path}.csv`, {}, filters);
}
