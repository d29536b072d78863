import { z } from 'zod';
import { listSearch, type Patch } from './search.ts';
import { usePatch, useRawSearch } from './use-search.ts';

const list = z.object(listSearch);
const names = ['sort', 'offset', 'cols'] as const;

/** Name of a list's value in the address; a second list of a page has its own. */
const nameOf = (list: string | undefined, name: string) => (list === undefined ? name : `${list}.${name}`);

/** A list's columns, order and page in the address, and how to change them or the page's filters. */
export function useListSearch(name: string | undefined) {
  const search = useRawSearch();
  const change = usePatch();
  const given = names.map((one): [string, string | undefined] => [one, search[nameOf(name, one)]]);
  const patch = (values: Patch) =>
    change(
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          names.some((one) => one === key) ? nameOf(name, key) : key,
          value,
        ]),
      ),
    );
  return { ...list.parse(Object.fromEntries(given)), patch };
}
