import type { Store } from '@ringtrace/platform/clickhouse';
import { arrivals, cdrStore } from '@ringtrace/schemas/tables/cdr';

/** A rotation of the ten thousand lines of an exchange by a step of 37 is another one for each of so many copies. */
export const mostCopies = 270;

const lineOf = (number: string) =>
  `if(${number} < 10000, ${number}, intDiv(${number}, 10000) * 10000 + (${number} + 37 * copy) % 10000) AS ${number}`;

const otherCustomer = "if(customer = '', '', concat(toString(customer), '~', toString(copy))) AS customer";

/** Which of the stored CDRs are copied. */
interface Which {
  /** SQL conditions on them. */
  readonly only?: readonly string[];
  /** Whether copies are of other customers; else of the same ones. */
  readonly otherCustomers?: boolean;
}

/** CDRs that are no copies, once more, of other lines; listed numbers stay listed. */
const otherCdrs = ({ only = [], otherCustomers = false }: Which) => `
INSERT INTO ${cdrStore.name} (${Object.keys(cdrStore.columns).join(', ')})
WITH {copy: UInt32} AS copy
SELECT * REPLACE (concat(call_id, '~', toString(copy)) AS call_id, ${lineOf('called_number')},
  if(dno, calling_number, ${lineOf('calling_number').replace(' AS calling_number', '')}) AS calling_number,
  ${otherCustomers ? `${otherCustomer},` : ''}
  if(toUInt128(origid) = 0, origid, reinterpretAsUUID(sipHash128(origid, copy))) AS origid)
FROM (SELECT * FROM ${cdrStore.name} WHERE ${["position(call_id, '~') = 0", ...only].join(' AND ')})`;

/** A name in an expression is the stored column, not what replaces it. */
const asStored = { prefer_column_name_to_alias: 1 } as const;

const otherArrivals = `
INSERT INTO ${arrivals.name} SELECT carrier, toStartOfMinute(start_time, 'UTC') AS minute, count()
FROM ${cdrStore.name} WHERE endsWith(call_id, concat('~', toString({copy: UInt32}))) GROUP BY carrier, minute`;

/** Stores the same hours once more, under other numbers and call ids. */
export async function storeCopy(store: Store, copy: number, which: Which = {}): Promise<void> {
  await store.command(otherCdrs(which), { copy }, asStored);
  await store.command(otherArrivals, { copy });
}

const ofMinute =
  'start_time >= fromUnixTimestamp({minute: UInt32}) AND start_time < fromUnixTimestamp({minute: UInt32} + 60)';

/** Stores one minute of them once more; `minute` in seconds since 1970. */
export async function storeMinuteAgain(store: Store, minute: number, copy: number): Promise<void> {
  await store.command(otherCdrs({ only: [ofMinute] }), { copy, minute }, asStored);
  await store.command(otherArrivals, { copy });
}
