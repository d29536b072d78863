import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type AnswerOf, type AnyRoute, ask, type Given } from '../api/ask.ts';
import { RequestError } from '../api/problem.ts';
import { useRevealed } from './revealed.ts';
import { useBaseSearch } from './use-search.ts';

/** While a page is live, its answers are asked for again after this time. */
const everyMs = 10_000;

interface Asked<R extends AnyRoute> extends Pick<Given<R>, 'params' | 'query'> {
  /** The page shows called numbers in full where its address says so, and the person has asked for it. Each such answer is noted in the log. */
  readonly reveals?: boolean;
  /** false = do not ask yet. */
  readonly enabled?: boolean;
  /** false = ask once, whatever the page says: the answer does not change, or is expensive. */
  readonly live?: boolean;
}

type PathOf<R extends AnyRoute> = NonNullable<R['shapes']>['path'];

/**
 * The answer of a route, kept fresh while the page is live: `useAnswer<typeof meRoute>('/console/me')`. While a list changes its
 * filter or page, the rows before stay until the new ones are there (`isPlaceholderData`).
 */
export function useAnswer<R extends AnyRoute>(
  path: PathOf<R>,
  { params, query, reveals = false, enabled = true, live = true }: Asked<R> = {},
): UseQueryResult<AnswerOf<R>> {
  const search = useBaseSearch();
  const revealed = useRevealed();
  const shown = reveals ? revealed : {};
  const inFull = shown.numbers === 'true';
  // Each answer with numbers in full stands in the log: such a page is refreshed by hand only.
  const repeated = live && search.live === 'on' && !inFull;
  return useQuery<AnswerOf<R>>({
    queryKey: ['answer', path, params ?? {}, inFull, query ?? {}, shown],
    queryFn: ({ signal }) => ask<R>(path, { params, query: { ...Object(query), ...shown }, signal }),
    meta: { refreshed: live },
    enabled,
    refetchInterval: repeated ? everyMs : false,
    refetchOnWindowFocus: repeated,
    staleTime: inFull ? Number.POSITIVE_INFINITY : 5_000,
    retry: (times, error) => times < 2 && mayHeal(error),
    placeholderData: (before, of) => (isOfSame(of?.queryKey, path, params, inFull) ? before : undefined),
  });
}

/** Whether asking again may help: the server was not there, or failed. */
const mayHeal = (error: unknown) => !(error instanceof RequestError) || error.problem.status >= 500;

/** Rows of before are shown for the same thing alone, and never where they hold numbers that are masked now. */
export function isOfSame(
  key: readonly unknown[] | undefined,
  path: unknown,
  params: unknown,
  inFull: boolean,
): boolean {
  const [, pathBefore, paramsBefore, inFullBefore] = key ?? [];
  return (
    path === pathBefore &&
    inFull === inFullBefore &&
    JSON.stringify(params ?? {}) === JSON.stringify(paramsBefore)
  );
}
