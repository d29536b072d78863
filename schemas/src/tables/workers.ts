import { keyword, text, timeMs, uint32 } from '../columns.ts';
import { defineTable, type RowOf } from '../table.ts';

/** What workers fail to do. It is in the store because a worker may run on another machine than the reader. */
export const workerTroubles = defineTable({
  name: 'worker_troubles',
  comment: 'What a worker tries and fails to do again and again, one row a worker and deed. Read with FINAL.',
  columns: {
    worker: keyword({ comment: 'detect or ingest' }),
    host: text({ comment: 'name of the machine the worker runs on' }),
    what: keyword({ comment: "rounds, or 'insert into' and the table" }),
    failures: uint32({ comment: 'failures in a row; 0 = it went well again' }),
    reason: text({ comment: 'kind of the last error' }),
    since: timeMs({ comment: 'first of these failures' }),
    at: timeMs({ comment: 'when this was told' }),
  },
  engine: 'ReplacingMergeTree(at)',
  orderBy: ['worker', 'host', 'what'],
  ttl: 'toDateTime(at) + INTERVAL 7 DAY',
});
export type WorkerTroubleRow = RowOf<typeof workerTroubles>;
