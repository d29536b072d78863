import { citedByCandidates } from '@ringtrace/detect/candidates/cited';
import { core } from '@ringtrace/detect/trace/numbers';
import { recordingSource } from '@ringtrace/detect/trace/recorded';
import { type TraceRequest, traceInTurn } from '@ringtrace/detect/trace/trace';
import type { Store } from '@ringtrace/platform/clickhouse';
import {
  type KeptCallRow,
  type KeptFor,
  type KeptLegRow,
  keptCalls,
  keptLegs,
} from '@ringtrace/schemas/tables/retention';
import { dayMs, startOfPartition } from './calendar.ts';
import type { Keeper } from './keepers.ts';
import { keepLegs, keepMembers, tracebackCalls } from './queries.ts';

/** Tracing reads legs of this time before and after a call, over all calls that it may have been forwarded from, s. */
const reachS = 15 * 60;

type Leg = { readonly carrier: string; readonly call_id: string; readonly start_ms: number };

/** What some things cite, as rows for one day. */
function rowsOf(
  day: number,
  kept_for: KeptFor,
  cited: readonly { readonly id: string; readonly legs: readonly Leg[] }[],
): KeptLegRow[] {
  const first = startOfPartition('day', day);
  return cited.flatMap(({ id, legs }) =>
    legs
      .filter(({ start_ms }) => start_ms >= first && start_ms < first + dayMs)
      .map(({ carrier, call_id, start_ms }) => ({ start_time: start_ms, carrier, call_id, kept_for, id })),
  );
}

/** Traces calls of one thing, and returns every leg that tracing reads for them. */
async function legsRead(store: Store, calls: readonly TraceRequest[]): Promise<Leg[]> {
  const source = recordingSource(store);
  await traceInTurn(source, calls);
  return source.read();
}

const callRow = ({ calling, called, time }: TraceRequest): KeptCallRow => ({
  call_time: time,
  calling_number: core(calling),
  called_number: core(called),
});

/**
 * Writes down which legs of a day are to be kept, in place of what was written down before. The store must have the day whole, or
 * what was kept of it: both give the same legs. It removes no CDR.
 * @param isWhole nothing of the day was dropped yet. Only then can a call be noted as kept whole. A call of the day's first minutes is noted
 * with the day before, which has legs of it too
 */
export async function writeKeptLegs(
  store: Store,
  { day, isWhole }: { readonly day: number; readonly isWhole: boolean },
  keepers: readonly Keeper[],
): Promise<void> {
  const first = startOfPartition('day', day) / 1_000;
  const around = { first: first - reachS, last: first + dayMs / 1_000 + reachS };
  const rows: KeptLegRow[] = [];
  const calls: TraceRequest[] = [];
  for (const { candidate_id, legs, calls: own } of await citedByCandidates(store, around)) {
    const read = await legsRead(store, own);
    calls.push(...own);
    rows.push(...rowsOf(day, 'candidate', [{ id: candidate_id, legs: [...legs, ...read] }]));
  }
  for (const one of await store.query(tracebackCalls, around)) {
    const call = {
      calling: one.calling_number,
      called: one.called_number,
      time: one.call_time,
      windowS: one.window_s,
    };
    calls.push(call);
    rows.push(...rowsOf(day, 'traceback', [{ id: one.traceback_id, legs: await legsRead(store, [call]) }]));
  }
  const firstWhole = (first + reachS) * 1_000;
  const whole = calls.filter(({ time }) => time >= firstWhole && time < firstWhole + dayMs);
  if (isWhole) await store.insertRows(keptCalls, whole.map(callRow));
  await store.command(`ALTER TABLE ${keptLegs.name} DROP PARTITION ${day}`);
  if (rows.length > 0) await store.run(keepLegs, { first, last: first + dayMs / 1_000, wanted: rows });
  const of_cases = keepers.flatMap(({ case_id, campaigns }) =>
    campaigns.map((campaign_id) => ({ campaign_id, case_id })),
  );
  if (of_cases.length > 0) await store.run(keepMembers, { first, last: first + dayMs / 1_000, of_cases });
}
