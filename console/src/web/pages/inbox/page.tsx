import { useQuery } from '@tanstack/react-query';
import type { meRoute } from '../../../server/routes/me.ts';
import { ask } from '../../api/ask.ts';

export function Inbox() {
  const me = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => ask<typeof meRoute>('/console/me', { signal }),
  });
  return <main>{me.data?.name}</main>;
}
