import { useQuery } from '@tanstack/react-query';
import type { meRoute } from '../../server/routes/me.ts';
import { type AnswerOf, ask } from '../api/ask.ts';

export type Me = AnswerOf<typeof meRoute>;
export type Right = Me['rights'][number];

/** Who is signed in, and what this person may do. */
export const useMe = () =>
  useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => ask<typeof meRoute>('/console/me', { signal }),
    staleTime: 60_000,
  });

/** Whether the person who is signed in has a right; false until the server has said so. */
export const useMay = (right: Right): boolean => useMe().data?.rights.includes(right) ?? false;
