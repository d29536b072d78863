import type { Table, View } from '../table.ts';
import { arrivals, cdrStore, cdrView } from './cdr.ts';
import { batches, deadLetters } from './feed.ts';
import { feedStatus } from './feed-status.ts';

/** Every table of the store; the first migration makes them. */
export const tables: readonly Table[] = [cdrStore, arrivals, deadLetters, batches];

/** Every view, made anew at each start: a view holds no data. */
export const views: readonly View[] = [cdrView, feedStatus];
