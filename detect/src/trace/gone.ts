import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { timeMs, uint64 } from '@ringtrace/schemas/columns';
import { wholeFrom } from '@ringtrace/schemas/tables/retention';
import { z } from 'zod';
import { core } from './numbers.ts';
import { reachMs, type TraceRequest } from './select.ts';

const whole = defineQuery()({
  name: 'days that are whole',
  sql: `SELECT toUnixTimestamp(${wholeFrom}) * 1000 AS from_ms`,
  row: z.object({ from_ms: z.number() }),
});

/**
 * Start of the first day (ms since 1970) of which retention has dropped nothing, and will drop nothing soon; 0 = all
 * are there.
 */
export async function wholeSince(store: Store): Promise<number> {
  const [row] = await store.query(whole, {});
  return row?.from_ms ?? 0;
}

/** The numbers of a call, and the span in which it may have begun, ms since 1970. */
interface Asked {
  readonly calling: number;
  readonly called: number;
  readonly first: number;
  readonly last: number;
}

function askedOf(request: TraceRequest): Asked {
  const reach = reachMs(request);
  return {
    calling: core(request.calling),
    called: core(request.called),
    first: Math.max(0, request.time - reach),
    last: request.time + reach,
  };
}

/**
 * Of some calls, those of which everything that tracing reads was kept.
 * @public A test sends long lists of every exported statement.
 */
export const callsKept = defineQuery<{ asked: readonly Asked[] }>()({
  name: 'calls that were kept',
  lists: { asked: rows({ calling: uint64(), called: uint64(), first: timeMs(), last: timeMs() }) },
  row: z.object({ calling: z.number(), called: z.number(), first: z.number() }),
  sql: `
SELECT DISTINCT a.calling AS calling, a.called AS called, toUnixTimestamp64Milli(a.first) AS first
FROM asked AS a INNER JOIN (
  SELECT calling_number, called_number, call_time FROM kept_calls
  WHERE called_number IN (SELECT called FROM asked)
) AS k ON k.calling_number = a.calling AND k.called_number = a.called
WHERE k.call_time >= a.first AND k.call_time <= a.last`,
});

/**
 * Tells of which of these calls records may be gone. Nobody may be said to deny such a call: a leg that is missing
 * may have been dropped by retention.
 */
export async function callsGone(
  store: Store,
  requests: readonly TraceRequest[],
): Promise<(request: TraceRequest) => boolean> {
  const from_ms = await wholeSince(store);
  const isOld = (request: TraceRequest) => request.time - reachMs(request) < from_ms;
  const old = requests.filter(isOld);
  if (old.length === 0) return () => false;
  const key = ({ calling, called, first }: Pick<Asked, 'calling' | 'called' | 'first'>) =>
    `${calling} ${called} ${first}`;
  const kept = new Set((await store.query(callsKept, { asked: old.map(askedOf) })).map(key));
  return (request) => isOld(request) && !kept.has(key(askedOf(request)));
}
