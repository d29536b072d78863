import type { verdicts } from '@ringtrace/schemas/casework/words';
import type { Actor } from '../log/actor.ts';
import type { CaseLog } from '../log/log.ts';
import type { Standing } from '../log/transaction.ts';
import type { KnownCaller } from '../model/candidate.ts';
import { ref } from '../model/ids.ts';
import { RefusedError } from '../model/refused.ts';

type Verdict = (typeof verdicts)[number];

/** A candidate as the person saw it who judges it. */
export interface Seen {
  readonly candidate_id: string;
  readonly campaign_id: string;
  readonly status: string;
  readonly revision: number;
  /** 0 to 1. */
  readonly score: number;
}

/** A person's verdict on a candidate. */
export interface Judged extends Seen {
  readonly verdict: Verdict;
  /** Of a dismissal: callers that stay silent from now on. */
  readonly callers: readonly KnownCaller[];
}

/**
 * Writes a verdict. Each verdict needs a reason. Who changes the verdict of another says which version was seen: nobody overrules a
 * verdict without knowing of it. Throws RefusedError where the candidate can't be judged.
 * @param version number of verdicts and takings back that the person saw; ConflictError where there are others
 */
export function giveVerdict(
  log: CaseLog,
  judged: Judged,
  actor: Actor,
  version?: number,
): Standing<'candidate'> {
  const { candidate_id, verdict, campaign_id, revision, score, callers } = judged;
  mustBeJudgeable(judged);
  mustHaveReason(actor, `candidates ${verdict === 'confirmed' ? 'confirm' : 'dismiss'} ${candidate_id}`);
  return log.transact(actor, (w) => {
    const candidate = ref('candidate', candidate_id);
    if (version === undefined) mustHaveNoVerdict(w.load(candidate));
    else w.expect(candidate, version);
    return w.append(candidate, {
      type: 'verdict_given',
      data: { verdict, campaign_id, revision, score, callers: [...callers] },
    });
  });
}

/** Takes a verdict back: the candidate is what detection says of it again. Throws RefusedError where it has none. */
export function takeBackVerdict(
  log: CaseLog,
  candidate_id: string,
  actor: Actor,
  version?: number,
): Standing<'candidate'> {
  mustHaveReason(actor, `candidates take-back ${candidate_id}`);
  return log.transact(actor, (w) => {
    const candidate = ref('candidate', candidate_id);
    const verdict = w.load(candidate)?.state.verdict ?? '';
    if (verdict === '')
      throw new RefusedError(`candidate ${candidate_id} has no verdict that could be taken back`);
    if (version !== undefined) w.expect(candidate, version);
    return w.append(candidate, { type: 'verdict_taken_back', data: {} });
  });
}

function mustHaveNoVerdict(standing: Standing<'candidate'> | undefined): void {
  if (standing === undefined || standing.state.verdict === '') return;
  const { verdict, by, given_at, reason } = standing.state;
  throw new RefusedError(
    `candidate ${standing.ref.id} is ${verdict} already, by ${by} at ${new Date(given_at).toISOString()}: ${reason}. To change that verdict, add --seen ${standing.version}`,
  );
}

function mustBeJudgeable({ candidate_id, status }: Seen): void {
  if (status === 'merged')
    throw new RefusedError(
      `candidate ${candidate_id} became part of another one: judge that one ('ringtrace candidates ${candidate_id}' names it)`,
    );
  if (status === 'withdrawn')
    throw new RefusedError(
      `candidate ${candidate_id} is withdrawn: later records, or a dismissal that was taken back, removed its calls. They may be in another candidate: 'ringtrace candidates' lists them`,
    );
}

function mustHaveReason({ reason }: Actor, line: string): void {
  if (reason.trim() === '')
    throw new RefusedError(
      `a verdict needs a reason, because others answer for it: ringtrace ${line} --reason TEXT`,
    );
}
