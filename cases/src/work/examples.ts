import type { TracedCall } from '../model/hop.ts';
import { RefusedError } from '../model/refused.ts';
import type { CandidateFacts, Desk } from './desk.ts';
import { find } from './find.ts';
import { isSameCall, tracedBefore } from './tracebacks.ts';

/** A call of a candidate, and whether a traceback traces it already. */
export interface ExampleCall {
  readonly call: TracedCall;
  /** Traceback that traces it; '' = none. */
  readonly traced_by: string;
}

/** Example calls of the candidate behind a case, the best one first. Calls that can't be told apart are one. Empty: no candidate. */
export function examplesOf(
  desk: Desk,
  case_id: string,
  candidate: CandidateFacts | undefined,
  window_s: number,
): ExampleCall[] {
  const calls = (candidate?.calls ?? []).map((call) => ({ ...call, window_s }));
  const apart = calls.filter((call, i) => !calls.slice(0, i).some((one) => isSameCall(one, call)));
  return desk.log.read((r) =>
    apart.map((call) => ({ call, traced_by: tracedBefore(r, case_id, call)?.ref.id ?? '' })),
  );
}

/** The example calls of a case that no traceback traces yet. Throws RefusedError where there are none. */
export async function untracedExamples(desk: Desk, case_id: string, window_s: number): Promise<TracedCall[]> {
  const { candidate_id } = desk.log.read((r) => find(r, 'case', case_id)).state;
  if (candidate_id === '')
    throw new RefusedError(
      `no candidate stands behind ${case_id}: name the call by its numbers and its time`,
    );
  const candidate = await desk.records.candidate(candidate_id);
  const left = examplesOf(desk, case_id, candidate, window_s).filter(({ traced_by }) => traced_by === '');
  if (left.length === 0)
    throw new RefusedError(
      `every example of candidate ${candidate_id} is traced already: name another call by its numbers and its time`,
    );
  return left.map(({ call }) => call);
}
