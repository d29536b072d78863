import type { Table, View } from '../table.ts';
import { campaignTables, campaignViews } from './campaigns.ts';
import { caseworkTables, caseworkViews } from './casework.ts';
import { arrivals, cdrStore, cdrView } from './cdr.ts';
import { clockDifferences, clockOffsets } from './clocks.ts';
import { batches, deadLetters } from './feed.ts';
import { feedSchemas } from './feed-schemas.ts';
import { feedStatus } from './feed-status.ts';
import { measuredTables, measuredViews } from './measured-days.ts';
import { referenceTables, referenceViews } from './reference.ts';
import { retentionTables } from './retention.ts';
import { rollupTables, rollupViews } from './rollups.ts';
import { scorecardViews } from './scorecard.ts';
import { workerTroubles } from './workers.ts';

/** Every table of the store. The SQL files in `infra/local/migrations` create them; a test compares both. */
export const tables: readonly Table[] = [
  cdrStore,
  arrivals,
  deadLetters,
  batches,
  feedSchemas,
  ...referenceTables,
  ...rollupTables,
  ...campaignTables,
  ...caseworkTables,
  ...measuredTables,
  workerTroubles,
  ...retentionTables,
];

/** Every view, in the order in which they are created anew at each start: a view may read those before it. */
export const views: readonly View[] = [
  cdrView,
  clockDifferences,
  clockOffsets,
  feedStatus,
  ...referenceViews,
  ...rollupViews,
  ...caseworkViews,
  ...campaignViews,
  ...measuredViews,
  ...scorecardViews,
];
