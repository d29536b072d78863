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

/**
 * Gives the reference data in force at a start_time (ms since 1970); a promise where they must be read from the store.
 */
export type ReferenceAt = (time: number) => HeldReference | Promise<HeldReference>;

/** The block that takes enriched records. */
type CdrSink = Pick<FeedBlock, 'addCdrs' | 'addCdr'>;

/**
 * Looks up the reference data for a message's accepted records, each by its start_time, and returns a function that
 * adds the enriched records to a block. That function must be called before the next message is decoded, and it waits
 * for nothing: the next message overwrites the memory of this message's columns.
 */
export async function enrichMessage(
  validated: ValidatedColumns,
  at: ReferenceAt,
  trust: TrustStore,
): Promise<(block: CdrSink) => void> {
  const { carrier, plain, accepted } = validated;
  const groups = plain === undefined ? [] : await byVersion(plain, at);
  const rows: CdrRow[] = [];
  for (const cdr of accepted) {
    const { reference } = await at(cdr.start_time);
    rows.push(enrichRecord(carrier, cdr, reference, await signatureOf(cdr, trust)));
  }
  return (block) => {
    for (const { records, reference } of groups)
      block.addCdrs(carrier, enrichColumns(carrier, records, reference), records.rows);
    for (const row of rows) block.addCdr(row);
  };
}

/** Groups the records by the version of the reference data that applies to them. Nearly always there is one group. */
async function byVersion(plain: PlainRecords, at: ReferenceAt) {
  const { start_time } = plain.columns.numbers;
  const groups: { readonly records: PlainRecords; readonly reference: Reference }[] = [];
  let rest = plain.rows;
  while (rest.length > 0) {
    const { reference, from, until } = await at(start_time[rest[0] ?? 0] ?? 0);
    const isWithin = (row: number) => {
      const time = start_time[row] ?? 0;
      return from <= time && time < until;
    };
    const { first, last } = spanOf(start_time, rest);
    const rows = from <= first && last < until ? rest : rest.filter(isWithin);
    groups.push({ records: { ...plain, rows }, reference });
    rest = rows === rest ? rest.subarray(rest.length) : rest.filter((row) => !isWithin(row));
  }
  return groups;
}
