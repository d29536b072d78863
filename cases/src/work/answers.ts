import type { Actor } from '../log/actor.ts';
import type { Standing } from '../log/transaction.ts';
import type { Answer, AnswerCheck, AnswerContent } from '../model/answer.ts';
import { newId, ref } from '../model/ids.ts';
import { RefusedError } from '../model/refused.ts';
import type { Traceback } from '../model/traceback.ts';
import type { PathNow } from '../path/path.ts';
import type { Desk } from './desk.ts';
import { expectSeen, find } from './find.ts';
import { decideOn, type Plan, planOf } from './plan.ts';
import { type Settled, settle } from './settle.ts';

/** An answer that came in. */
export interface NewAnswer {
  readonly request_id: string;
  readonly content: AnswerContent;
  /** Who answered for the provider; '' = not said. */
  readonly by: string;
  readonly way: Answer['way'];
  /** The bytes that came in; undefined = typed in by hand. */
  readonly bytes?: Uint8Array;
  /** SHA-256 of the whole file that the answer came in, as `keepFile` gave it; undefined = it came by itself. */
  readonly file?: string;
  /** When the answer reached the group, ms since 1970; undefined = now. Whether it is late goes by this. */
  readonly received_at?: number | undefined;
  /** Version of the request that the person saw. */
  readonly seen?: number | undefined;
}

/** What an answer says against the records and does to the path, before it is saved. */
export interface Preview {
  readonly request: Standing<'request'>;
  readonly check: AnswerCheck;
  readonly before: Pick<Traceback, 'hops' | 'ask' | 'status' | 'outcome'>;
  readonly after: Pick<PathNow, 'hops' | 'ask' | 'end'>;
}

export interface Saved extends Preview, Settled {
  readonly answer: Standing<'answer'>;
}

/** Keeps a file of answers, whatever becomes of each of them. Returns its SHA-256. */
export const keepFile = (desk: Desk, actor: Actor, file: Uint8Array): string =>
  desk.log.transact(actor, (w) => w.keep(file));

/** Stands for an answer that has no id yet. */
const unsaved = 'unsaved';

const unchecked: AnswerCheck = { agreement: 'unknown', findings: [] };

/** What an answer would do. Nothing is saved. An answered request is looked at as if its answer were amended. */
export async function previewAnswer(
  desk: Desk,
  request_id: string,
  content: AnswerContent,
): Promise<Preview> {
  const request = desk.log.read((r) => find(r, 'request', request_id));
  const answer_id = request.state.answer_id || unsaved;
  const { provider, traceback_id } = request.state;
  const plan = await planOf(desk, traceback_id, { answer: { answer_id, provider, content } });
  return previewOf(request, plan, answer_id);
}

const previewOf = (
  request: Standing<'request'>,
  { traceback: { state }, now }: Plan,
  answer_id: string,
): Preview => ({
  request,
  check: now.checks.get(answer_id) ?? unchecked,
  before: { hops: state.hops, ask: state.ask, status: state.status, outcome: state.outcome },
  after: { hops: now.hops, ask: now.ask, end: now.end },
});

/**
 * Saves an answer with its check, and all that follows from it, at once: the path, the request to the next provider, or the
 * end of the traceback. Throws RefusedError where the request waits for no answer.
 */
export async function giveAnswer(desk: Desk, actor: Actor, given: NewAnswer): Promise<Saved> {
  const { request_id, content } = given;
  const { state } = desk.log.read((r) => find(r, 'request', request_id));
  const { traceback_id, provider } = state;
  if (state.answer_id !== '')
    throw new RefusedError(
      `request ${request_id} is answered already, by ${state.answer_id}: 'ringtrace answer ${request_id} --amend ...' changes the answer and keeps the earlier one`,
    );
  const answer_id = newId('answer', desk.chance);
  const added = { answer: { answer_id, provider, content } };
  return decideOn(desk, actor, traceback_id, added, (w, plan) => {
    const request = find(w, 'request', request_id);
    expectSeen(w, request, given.seen);
    const preview = previewOf(request, plan, answer_id);
    const received_at = receivedAt(w.at, given.received_at, request);
    const { due_at } = request.state;
    const answer = w.append(ref('answer', answer_id), {
      type: 'answer_given',
      data: {
        ...contentOf({ ...given, received_at }, preview.check, w.keep),
        request_id,
        traceback_id,
        provider,
      },
    });
    w.append(request.ref, {
      type: 'request_answered',
      data: { answer_id, late: due_at > 0 && (received_at ?? w.at) > due_at, ...when(received_at) },
    });
    const settled = settle(desk, w, plan, { type: 'answered', answer_id, request_id });
    return { ...preview, ...settled, answer };
  });
}

export interface Amendment extends Omit<NewAnswer, 'request_id'> {
  /** `seen` is of the answer. */
  readonly answer_id: string;
}

/** Changes an answer: the earlier one stays in the log, and the path follows the new one. */
export async function amendAnswer(desk: Desk, actor: Actor, amendment: Amendment): Promise<Saved> {
  const { answer_id, content } = amendment;
  const { state } = desk.log.read((r) => find(r, 'answer', answer_id));
  const { traceback_id, request_id, provider } = state;
  const added = { answer: { answer_id, provider, content } };
  return decideOn(desk, actor, traceback_id, added, (w, plan) => {
    const before = find(w, 'answer', answer_id);
    expectSeen(w, before, amendment.seen);
    const request = find(w, 'request', request_id);
    const received_at = receivedAt(w.at, amendment.received_at, request);
    const preview = previewOf(request, plan, answer_id);
    const answer = w.append(before.ref, {
      type: 'answer_amended',
      data: contentOf({ ...amendment, received_at }, preview.check, w.keep),
    });
    const settled = settle(desk, w, plan, { type: 'answered', answer_id, request_id });
    return { ...preview, ...settled, answer };
  });
}

/** Throws RefusedError where an answer would come in before its request was drafted, or later than now. */
function receivedAt(
  now: number,
  received_at: number | undefined,
  { ref: { id }, state: { drafted_at } }: Standing<'request'>,
): number | undefined {
  if (received_at === undefined) return undefined;
  const received = `an answer that came in at ${new Date(received_at).toISOString()}`;
  if (received_at > now)
    throw new RefusedError(`${received} lies in the future: save it once it has come in`);
  if (received_at < drafted_at)
    throw new RefusedError(
      `${received} is older than request ${id}, which was drafted at ${new Date(drafted_at).toISOString()}`,
    );
  return received_at;
}

const when = (received_at: number | undefined) => (received_at === undefined ? {} : { received_at });

const contentOf = (
  { content, by, way, bytes, file, received_at }: Omit<NewAnswer, 'request_id'>,
  check: AnswerCheck,
  keep: (bytes: Uint8Array) => string,
) => ({
  content,
  check: { agreement: check.agreement, findings: [...check.findings] },
  by,
  way,
  sha256: bytes === undefined ? '' : keep(bytes),
  ...(file === undefined ? {} : { file_sha256: file }),
  ...when(received_at),
});
