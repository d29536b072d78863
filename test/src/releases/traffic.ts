import { dayMs } from '@ringtrace/schemas/durations';
import type { Attempt, Leg } from '../detect/network.ts';
import { burst, everyday, recorded, toLegs, type World, world } from '../detect/traffic.ts';
import { listedNumber } from './reference.ts';

const orNull = (value: string) => (value === '' ? null : value);

/** The record of a leg as a line of a JSON Lines file holds it. */
const recordOf = ({ row }: Leg) => ({
  call_id: row.call_id,
  start_time: row.start_time,
  answer_time: row.answer_time,
  end_time: row.end_time,
  calling_number: row.calling_number === 0 ? 'anonymous' : row.calling_number_raw,
  called_number: row.called_number_raw,
  upstream: orNull(row.upstream),
  downstream: orNull(row.downstream),
  ingress_trunk: orNull(row.ingress_trunk),
  customer: orNull(row.customer),
  sip_code: row.sip_code,
  attestation: orNull(row.attestation),
});

type FeedRecord = ReturnType<typeof recordOf> & {
  readonly revision?: number;
  readonly withdrawn?: boolean;
};
/** Records by the carrier that sends them. */
export type Traffic = ReadonlyMap<string, readonly FeedRecord[]>;

const byCarrier = (legs: readonly Leg[], change: (record: FeedRecord) => FeedRecord = (same) => same) =>
  new Map(
    [...Map.groupBy(legs, ({ row }) => row.carrier)].map(([carrier, own]) => [
      carrier,
      own.map((leg) => change(recordOf(leg))),
    ]),
  );

/** A recorded message to many called parties within an hour, out of one customer of `from`. */
const blast = (w: World, from: string, caller: number): Attempt[] =>
  burst(w, {
    label: 'blast',
    calls: 400,
    from,
    customer: `${from}-blaster`,
    attestation: () => 'C',
    callers: () => caller,
    talkS: recorded(w.random, 0.3, 0.6, 24),
  });

/** Three hours of ordinary calls, and a campaign that shows a number of the do-not-originate list. */
export function firstTraffic(): Traffic {
  const w = world(1);
  return byCarrier(toLegs([...everyday(w, 400), ...blast(w, 'south', listedNumber)]));
}

const someOf = (traffic: Traffic, first: number, beyond: number) =>
  new Map([...traffic].map(([carrier, records]) => [carrier, records.slice(first, beyond)] as const));

const changed = (traffic: Traffic, change: (record: FeedRecord) => object): Traffic =>
  new Map(
    [...traffic].map(
      ([carrier, records]) => [carrier, records.map((r) => ({ ...r, ...change(r) }))] as const,
    ),
  );

/** Of each carrier ten records at a higher revision, with another end of the call, and five that are withdrawn. */
export function corrections(
  of: Traffic,
  revision: number,
): readonly [corrected: Traffic, withdrawn: Traffic] {
  return [
    changed(someOf(of, 0, 10), ({ end_time }) => ({ revision, end_time: end_time + 1_000 * revision })),
    changed(someOf(of, 10, 15), () => ({ revision, withdrawn: true })),
  ];
}

/** Of each carrier two records that the topic takes and ingest must refuse. */
export const refusedRecords = (of: Traffic): Traffic =>
  changed(someOf(of, 0, 2), ({ call_id }) => ({ call_id: `${call_id}-refused`, called_number: 'nobody' }));

/** The calling number of the second day's campaign: another number of the do-not-originate list. */
export const nextCaller = 12_025_550_100;

/** The day after: ordinary calls, and another campaign out of another provider. */
export function nextDay(): Traffic {
  const w = world(2);
  const legs = toLegs([...everyday(w, 400), ...blast(w, 'north', nextCaller)]);
  return byCarrier(legs, (record) => ({
    ...record,
    call_id: `${record.call_id}-next`,
    start_time: record.start_time + dayMs,
    answer_time: record.answer_time === null ? null : record.answer_time + dayMs,
    end_time: record.end_time + dayMs,
  }));
}
