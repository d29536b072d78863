import { citedByCandidates } from '@ringtrace/detect/candidates/cited';
import { core } from '@ringtrace/detect/trace/numbers';
import { recordingSource } from '@ringtrace/detect/trace/recorded';
import { type TraceRequest, traceInTurn } from '@ringtrace/detect/trace/trace';
import type { Store } from '@ringtrace/platform/clickhouse';
import { dayMs } from '@ringtrace/schemas/durations';
import {
  type KeptCallRow,
  type KeptFor,
  type KeptLegRow,
  keptCalls,
} from '@ringtrace/schemas/tables/retention';
import { around, reachS } from './around.ts';
import { startOfPartition } from './calendar.ts';
import type { CitedByCases } from './cited.ts';
import { keepLegs, keepMembers } from './queries.ts';

type Leg = { readonly carrier: string; readonly call_id: string; readonly start_ms: number };

/** What one thing cites, as rows. */
const rowsOf = (kept_for: KeptFor, id: string, legs: readonly Leg[]): KeptLegRow[] =>
  legs.map(({ start_ms, carrier, call_id }) => ({ start_time: start_ms, carrier, call_id, kept_for, id }));

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
 * Writes down which legs of a day are to be kept, beside what was written down before. Nothing is taken away: what a candidate cites can't
 * be found again once its segments went. Legs of the days beside are written down with the calls that need them. It removes no CDR.
 * @param isWhole nothing of the day was dropped yet. Only then can a call be noted as kept whole. A call of the day's first minutes is noted
 * with the day before, which has legs of it too
 */
export async function writeKeptLegs(
  store: Store,
  { day, isWhole }: { readonly day: number; readonly isWhole: boolean },
  { keepers, tracebacks }: CitedByCases,
): Promise<void> {
  const first = startOfPartition('day', day) / 1_000;
  const span = around(day);
  const rows: KeptLegRow[] = [];
  const calls: TraceRequest[] = [];
  for (const { candidate_id, legs, calls: own } of await citedByCandidates(store, span)) {
    calls.push(...own);
    rows.push(...rowsOf('candidate', candidate_id, [...legs, ...(await legsRead(store, own))]));
  }
  for (const one of tracebacks) {
    const call = {
      calling: one.calling_number,
      called: one.called_number,
      time: one.call_time,
      windowS: one.window_s,
    };
    calls.push(call);
    rows.push(...rowsOf('traceback', one.traceback_id, await legsRead(store, [call])));
  }
  // A trace of a call near the span's end reads legs beyond the span.
  const stored = { first: span.first - reachS, last: span.last + reachS };
  if (rows.length > 0) await store.run(keepLegs, { ...stored, wanted: rows });
  const of_cases = keepers.flatMap(({ case_id, campaigns }) =>
    campaigns.map((campaign_id) => ({ campaign_id, case_id })),
  );
  if (of_cases.length > 0) await store.run(keepMembers, { first, last: first + dayMs / 1_000, of_cases });
  const firstWhole = (first + reachS) * 1_000;
  const whole = calls.filter(({ time }) => time >= firstWhole && time < firstWhole + dayMs);
  // Last: a call that is noted has all its legs noted.
  if (isWhole) await store.insertRows(keptCalls, whole.map(callRow));
}
