import { useQuery } from '@tanstack/react-query';
import type { viewsRoute } from '../../server/routes/views.ts';
import { type AnswerOf, ask } from '../api/ask.ts';
import { type Search, writeSearch } from './search.ts';

export type View = AnswerOf<typeof viewsRoute>['items'][number];

/** The views that a person sees. */
export const useViews = () =>
  useQuery({
    queryKey: ['views'],
    queryFn: ({ signal }) => ask<typeof viewsRoute>('/console/views', { signal }),
    staleTime: 30_000,
  });

/** The search part of an address for somebody else: whether they see called numbers in full, they decide with a reason of their own. */
export function searchToShare(search: Search): string {
  const { numbers: _, reason: __, ...rest } = search;
  return writeSearch(rest);
}
