import type { HeldReference } from '@ringtrace/enrich/loader';
import type { Reference } from '@ringtrace/enrich/reference';
import type { TrustStore } from '@ringtrace/enrich/stir/trust-store';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import type { PlainRecords } from './check-columns.ts';
import { enrichRecord } from './enrich.ts';
import { enrichColumns } from './enrich-columns.ts';
import type { FeedBlock } from './fill.ts';
import { signatureOf } from './signature.ts';
import { spanOf } from './time-span.ts';
import type { ValidatedColumns } from './validate.ts';

/** What was in force at a start_time; a promise where it has to be read. */
export type ReferenceAt = (time: number) => HeldReference | Promise<HeldReference>;

/** Where enriched records go. */
type CdrSink = Pick<FeedBlock, 'addCdrs' | 'addCdr'>;

/**
 * Finds what each of a message's accepted records is enriched with, the reference data in force at its start_time, and
 * gives what then puts them into a block, without waiting for anything: a message's columns are another's soon.
 */
export async function enrichMessage(
  validated: ValidatedColumns,
  at: ReferenceAt,
  trust: TrustStore,
): Promise<(block: CdrSink) => void> {
  const { carrier, plain, accepted } = validated;
  const parts = plain === undefined ? [] : await partsOf(plain, at);
  const rows: CdrRow[] = [];
  for (const cdr of accepted) {
    const { reference } = await at(cdr.start_time);
    rows.push(enrichRecord(carrier, cdr, reference, await signatureOf(cdr, trust)));
  }
  return (block) => {
    for (const { records, reference } of parts)
      block.addCdrs(carrier, enrichColumns(carrier, records, reference), records.rows);
    for (const row of rows) block.addCdr(row);
  };
}

/** A part for each version: nearly always one. */
async function partsOf(plain: PlainRecords, at: ReferenceAt) {
  const { start_time } = plain.columns.numbers;
  const parts: { readonly records: PlainRecords; readonly reference: Reference }[] = [];
  let rest = plain.rows;
  while (rest.length > 0) {
    const { reference, from, until } = await at(start_time[rest[0] ?? 0] ?? 0);
    const isWithin = (row: number) => {
      const time = start_time[row] ?? 0;
      return from <= time && time < until;
    };
    const { first, last } = spanOf(start_time, rest);
    const rows = from <= first && last < until ? rest : rest.filter(isWithin);
    parts.push({ records: { ...plain, rows }, reference });
    rest = rows === rest ? rest.subarray(rest.length) : rest.filter((row) => !isWithin(row));
  }
  return parts;
}
