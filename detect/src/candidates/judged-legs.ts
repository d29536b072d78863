import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { type Hours, inHours } from '../segments/queries.ts';
import type { Leg } from '../trace/leg.ts';
import { isSameLeg, type LegKey } from '../trace/leg-key.ts';
import { core } from '../trace/numbers.ts';
import { spanOfCall, type TraceRequest } from '../trace/select.ts';
import type { LegSource } from '../trace/source.ts';
import type { ExampleLeg } from './queries.ts';
import { legsColumns } from './segment-calls.ts';

const judgedLeg = z.object({
  segment_id: z.string(),
  call_key: z.string(),
  carrier: z.string(),
  start_ms: z.number(),
  call_id: z.string(),
  calling_number: z.number(),
  called_number: z.number(),
});
/** A leg as it was judged: which leg it is, and the numbers of its call. `start_ms` is ms since 1970. */
export type JudgedLeg = z.infer<typeof judgedLeg>;

/**
 * The legs of some calls, by call and in order of start.
 * @public A test sends long lists of every exported statement.
 */
export const judgedLegs = defineQuery<
  Hours & {
    asked: readonly { hour: number; build: number; segment_id: string; call_key: string }[];
  }
>()({
  name: 'legs of sampled calls',
  lists: { asked: rows({ ...legsColumns, call_key: text() }) },
  row: judgedLeg,
  sql: `
SELECT segment_id, call_key, carrier, toUnixTimestamp64Milli(start_time) AS start_ms, call_id, calling_number, called_number
FROM segment_calls_store
PREWHERE call_key IN (SELECT call_key FROM asked)
WHERE ${inHours} AND (hour, build, segment_id, call_key) IN (SELECT hour, build, segment_id, call_key FROM asked)
ORDER BY segment_id, call_key, start_ms, carrier, call_id`,
});

export const requestOf = (
  leg: Pick<JudgedLeg, 'calling_number' | 'called_number' | 'start_ms'>,
): TraceRequest => ({
  calling: leg.calling_number,
  called: leg.called_number,
  time: leg.start_ms,
});

/**
 * The legs of some calls as they are stored now; a withdrawn one is left out. Tracing reads all legs to the called
 * number around a call anyhow, and nearly always these are among them. `readByKey` is asked for the others: a
 * correction may have given a leg another called number.
 */
export async function storedNow(
  source: Pick<LegSource, 'legsTo'>,
  readByKey: (legs: readonly LegKey[]) => Promise<readonly ExampleLeg[]>,
  calls: readonly (readonly JudgedLeg[])[],
): Promise<ExampleLeg[][]> {
  const requests = calls.flatMap(([first]) => (first === undefined ? [] : [requestOf(first)]));
  const around = await source.legsTo(
    requests.map(({ called }) => called),
    requests.map(spanOfCall),
  );
  const byNumber = Map.groupBy(around, (leg) => core(leg.called_number));
  const found = calls.map((legs) =>
    legs.map((leg) => byNumber.get(core(leg.called_number))?.find((one) => isSameLeg(one, leg))),
  );
  const lacking = calls.flatMap((legs, i) => legs.filter((_, j) => found[i]?.[j] === undefined));
  const others = lacking.length === 0 ? [] : await readByKey(lacking);
  return calls.map((legs, i) =>
    legs.flatMap((leg, j) => {
      const known = found[i]?.[j];
      return (known === undefined ? others.find((other) => isSameLeg(other, leg)) : exampleOf(known)) ?? [];
    }),
  );
}

const exampleOf = ({ hold_ms: _, talk_ms, origid: __, ...told }: Leg): ExampleLeg => ({
  ...told,
  answered: talk_ms !== null,
  duration_ms: talk_ms ?? 0,
});
