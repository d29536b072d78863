import { addressOf } from '../api/ask.ts';
import { useRevealed } from './revealed.ts';

/** Address of a list's CSV file: the list's own path and query, without its page. */
export function csvAddress(path: string, query: object = {}): string {
  const { limit: _, offset: __, ...filters }: Record<string, unknown> = { ...query };
  return addressOf(`${path}.csv`, {}, filters);
}

/** Address of the CSV file of a list that shows called numbers in full where the page does. */
export function useCsvAddress(path: string, query: object = {}): string {
  return csvAddress(path, { ...query, ...useRevealed() });
}
