import type { Fold } from './fold.ts';

export const foldFeed: Fold<'feed'> = (before, { data }) => ({
  kind: 'feed',
  replayed: (before?.replayed ?? 0) + data.replayed,
});
