import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { openRecords } from '@ringtrace/schemas/tables/feed-status';
import { z } from 'zod';

/** A carrier's source in the view feed_status, as far as trouble goes. `open_records`: dead letters that need a look. */
const sourceRow = z.object({
  carrier: z.string(),
  source: z.string(),
  sequence_gaps: z.number(),
  open_records: z.number(),
  unreadable: z.number(),
  silent: z.union([z.boolean(), z.number()]).transform(Boolean),
  silent_s: z.number(),
  clock_offset_s: z.number().nullable(),
  clock_neighbors: z.number(),
});
type TroubledSource = z.infer<typeof sourceRow>;

/** Clocks are seldom right to the second; this far off shows in what a trace finds, s. */
const clockOffS = 5;

const shown = 100;

const troubled = defineQuery()({
  name: 'feeds with trouble',
  row: sourceRow,
  sql: `
    SELECT
      f.carrier AS carrier, f.source AS source, f.sequence_gaps AS sequence_gaps, d.open_records AS open_records,
      f.unreadable AS unreadable, f.silent AS silent, f.silent_s AS silent_s, f.clock_offset_s AS clock_offset_s,
      f.clock_neighbors AS clock_neighbors
    FROM feed_status AS f
    LEFT JOIN (${openRecords()}) AS d ON d.carrier = f.carrier AND d.source = f.source
    WHERE sequence_gaps > 0 OR open_records > 0 OR unreadable > 0 OR silent OR abs(ifNull(clock_offset_s, 0)) >= ${clockOffS}
    ORDER BY carrier, source
    LIMIT ${shown + 1}`,
});

/** The first hundred sources of which feed_status has something to say, and whether there are more. */
export async function troubledSources(store: Store): Promise<{ sources: TroubledSource[]; more: boolean }> {
  const sources = await store.query(troubled, {});
  return { sources: sources.slice(0, shown), more: sources.length > shown };
}

const count = (n: number) => n.toLocaleString('en-US');

function clockInWords(offset: number, neighbors: number): string {
  const direction = offset > 0 ? 'ahead' : 'behind';
  const whose = neighbors === 1 ? ' (or its only neighbour by as much the other way)' : '';
  return `its clock is ${count(Math.abs(offset))} s ${direction}${whose}`;
}

/** What feed_status has to say of a source, a sentence without its end for each thing. */
export function troublesOf(row: TroubledSource): string[] {
  const { sequence_gaps, open_records, unreadable, silent, silent_s, clock_offset_s } = row;
  const offset = clock_offset_s ?? 0;
  return [
    ...(sequence_gaps > 0 ? [`${count(sequence_gaps)} batches missing`] : []),
    ...(open_records > 0 ? [`${count(open_records)} records are open dead letters`] : []),
    ...(unreadable > 0 ? [`${count(unreadable)} messages are open dead letters as a whole`] : []),
    ...(silent ? [`silent for ${count(Math.round(silent_s / 60))} min`] : []),
    ...(Math.abs(offset) >= clockOffS ? [clockInWords(offset, row.clock_neighbors)] : []),
  ];
}

/** One line a source. */
export const sourceInWords = (row: TroubledSource): string =>
  `${row.carrier}${row.source === '' ? '' : ` ${row.source}`}: ${troublesOf(row).join('; ')}`;
