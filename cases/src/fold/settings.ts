import type { Fold } from './fold.ts';

export const foldSettings: Fold<'settings'> = (_, event) => ({ kind: 'settings', ...event.data });
