import type { Fold } from './fold.ts';

export const foldFeed: Fold<'feed'> = (before, event) => ({
  kind: 'feed',
  replayed: (before?.replayed ?? 0) + (event.type === 'dead_letters_replayed' ? event.data.replayed : 0),
  closed: (before?.closed ?? 0) + (event.type === 'dead_letters_closed' ? event.data.closed : 0),
  reopened: (before?.reopened ?? 0) + (event.type === 'dead_letters_reopened' ? event.data.reopened : 0),
});
