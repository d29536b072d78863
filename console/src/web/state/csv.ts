import { addressOf } from '../api/ask.ts';
import { useRawSearch } from './use-search.ts';

/** Address of a list's CSV file: the list's own path and query, without its page. */
export function csvAddress(path: string, query: object = {}): string {
  const { limit: _, offset: __, ...filters }: Record<string, unknown> = { ...query };
  return addressOf(`${path}.csv`, {}, filters);
}

/** Address of the CSV file of a list that shows called numbers in full where the page does. */
export function useCsvAddress(path: string, query: object = {}): string {
  const { numbers, reason } = useRawSearch();
  return csvAddress(path, numbers === 'true' ? { ...query, numbers, reason } : query);
}
