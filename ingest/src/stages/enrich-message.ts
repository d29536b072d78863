import type { HeldReference } from '@ringtrace/enrich/loader';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import type { PlainRecords } from './check-columns.ts';
import { enrichRecord } from './enrich.ts';
import { type CdrRows, enrichColumns } from './enrich-columns.ts';
import type { JudgedColumns } from './judge.ts';

/** Rows of one message for `cdr_store`. */
export interface EnrichedMessage {
  readonly parts: readonly { readonly columns: CdrRows; readonly rows: Int32Array }[];
  readonly rows: readonly CdrRow[];
}

/** What was in force at a start_time; a promise where it has to be read. */
export type ReferenceAt = (time: number) => HeldReference | Promise<HeldReference>;

/** Enriches a message's accepted records, each with the reference data that was in force at its start_time. */
export async function enrichMessage(judged: JudgedColumns, at: ReferenceAt): Promise<EnrichedMessage> {
  const { carrier, plain, accepted } = judged;
  const rows: CdrRow[] = [];
  for (const cdr of accepted) rows.push(enrichRecord(carrier, cdr, (await at(cdr.start_time)).reference));
  return { parts: plain === undefined ? [] : await enrichPlain(carrier, plain, at), rows };
}

/** A part for each version: nearly always one. */
async function enrichPlain(carrier: string, plain: PlainRecords, at: ReferenceAt) {
  const { start_time } = plain.columns.numbers;
  const parts: { columns: CdrRows; rows: Int32Array }[] = [];
  let rest = plain.rows;
  while (rest.length > 0) {
    const { reference, from, until } = await at(start_time[rest[0] ?? 0] ?? 0);
    const isWithin = (row: number) => {
      const time = start_time[row] ?? 0;
      return from <= time && time < until;
    };
    const rows = rest.every(isWithin) ? rest : rest.filter(isWithin);
    parts.push({ columns: enrichColumns(carrier, { ...plain, rows }, reference), rows });
    rest = rows === rest ? rest.subarray(rest.length) : rest.filter((row) => !isWithin(row));
  }
  return parts;
}
