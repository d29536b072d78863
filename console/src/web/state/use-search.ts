import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { z } from 'zod';
import { baseSearch, checkedSearch, type Patch, patched, type Search } from './search.ts';

const texts = z.record(z.string(), z.string());
const base = z.object(baseSearch);

/** The search part of the address as it stands there. */
export const useRawSearch = (): Search => texts.parse(useSearch({ strict: false }));

/** What the address says, as a page's schema reads it. Throws AddressError. */
export const usePageSearch = <S extends z.ZodObject>(schema: S): z.output<S> =>
  checkedSearch(schema, useRawSearch());

/** What the address of every page says. */
export const useBaseSearch = () => usePageSearch(base);

/** A part of the path, such as the id in /cases/ID. */
export function usePathPart(name: string): string {
  const value = texts.parse(useParams({ strict: false }))[name];
  if (value === undefined) throw new Error(`the path of this page has no ${name}`);
  return value;
}

/** Changes the address; Back takes the change back. `replace` = without a step that Back would take. */
export function usePatch(): (patch: Patch, options?: { readonly replace?: boolean }) => void {
  const navigate = useNavigate();
  return (patch, { replace = false } = {}) => {
    void navigate({
      to: '.',
      search: (now: unknown) => patched(texts.parse(now), patch),
      replace,
      resetScroll: false,
    });
  };
}
