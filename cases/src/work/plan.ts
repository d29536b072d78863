import type { Actor } from '../log/actor.ts';
import { ConflictError } from '../log/conflict.ts';
import type { Reader, Standing, Writer } from '../log/transaction.ts';
import type { CaseEvent } from '../model/events.ts';
import type { RequestFacts, RequestStatus } from '../model/request.ts';
import type { Traceback } from '../model/traceback.ts';
import type { CallRecords, Identity } from '../path/call-records.ts';
import { type GivenAnswer, type PathNow, pathOf } from '../path/path.ts';
import type { Desk } from './desk.ts';
import { factsFor } from './facts.ts';
import { find } from './find.ts';
import { identityOf } from './identity.ts';

/** Statuses of a request that something may still become of. */
const openStatuses: readonly RequestStatus[] = [
  'draft',
  'approved',
  'sent',
  'delivered',
  'bounced',
  'acknowledged',
  'overdue',
];
export const isOpenRequest = ({ state }: Standing<'request'>) => openStatuses.includes(state.status);

/** A traceback as a decision on it sees it: all that its path rests on. */
export interface Sight {
  readonly traceback: Standing<'traceback'>;
  readonly requests: readonly Standing<'request'>[];
  readonly answers: readonly GivenAnswer[];
  readonly idOf: Identity;
  readonly records: CallRecords;
  /** The provider that a person named as the first hop; '' = records say it. */
  readonly start: string;
}

/** What a decision adds before the path is read. */
export interface Added {
  /** Takes the place of the kept answer with the same id. */
  readonly answer?: Omit<GivenAnswer, 'order'>;
  /** A provider that turns out to be silent. */
  readonly silent?: string;
}

/** The path that a decision leads to, and the request that follows from it. */
export interface Plan extends Sight {
  readonly now: PathNow;
  /** Facts for a request to `now.ask`; undefined where nobody is to be asked. */
  readonly facts: RequestFacts | undefined;
}

/** Reads what a traceback's path rests on, and the path that follows with something added. */
export async function planOf(desk: Desk, traceback_id: string, added: Added = {}): Promise<Plan> {
  const reference = await desk.records.providerNames();
  const kept = desk.log.read((r) => ({
    traceback: find(r, 'traceback', traceback_id),
    requests: r.linked('request', 'traceback_id', traceback_id),
    answers: answersOf(r, traceback_id),
    start: startOf(r.events({ kind: 'traceback', id: traceback_id })[0]),
    idOf: identityOf(r, reference),
  }));
  const answers = withAdded(kept.answers, added.answer);
  const named = answers.flatMap(({ content }) =>
    'upstream' in content && content.upstream !== undefined ? [kept.idOf(content.upstream)] : [],
  );
  const { call } = kept.traceback.state;
  const [records] = await desk.records.calls([call], named);
  if (records === undefined) throw new Error(`no answer on the records of traceback ${traceback_id}`);
  const silent = kept.requests
    .filter(({ state }) => state.status === 'non_responsive')
    .map(({ state }) => state.provider);
  const read = pathOf({
    call,
    records,
    answers,
    silent: added.silent === undefined ? silent : [...silent, added.silent],
    start: kept.start,
    idOf: kept.idOf,
  });
  const { state } = kept.traceback;
  const now = areGone(records, state) ? { ...read, hops: state.hops, ask: state.ask, end: undefined } : read;
  const sight: Sight = { ...kept, records };
  return { ...sight, now, facts: await factsFor(desk, kept.traceback.state.case_id, call, now) };
}

/** The first hop as it was when the traceback was opened: it counts where records do not show one. */
const startOf = (opened: CaseEvent<'traceback'> | undefined): string =>
  opened?.type === 'traceback_opened' ? (opened.data.hops[0]?.provider ?? '') : '';

/** Records that proved hops may be gone, after their time of retention. What they proved stays. */
const areGone = ({ trace }: CallRecords, { hops }: Traceback) =>
  trace.path === undefined && hops.some(({ reported }) => reported);

/** Answers of a traceback, each with its place in the log. */
const answersOf = (log: Reader, traceback_id: string): GivenAnswer[] =>
  log.linked('answer', 'traceback_id', traceback_id).map(({ ref, state }) => ({
    answer_id: ref.id,
    provider: state.provider,
    content: state.content,
    order: log.events(ref).at(-1)?.sequence ?? 0,
  }));

/** One that is not in the log yet is the newest. */
function withAdded(known: readonly GivenAnswer[], added: Added['answer']): readonly GivenAnswer[] {
  if (added === undefined) return known;
  const others = known.filter(({ answer_id }) => answer_id !== added.answer_id);
  return [...others, { ...added, order: Number.MAX_SAFE_INTEGER }];
}

/** Others may change the same traceback again and again; then a person must look. */
const mostTries = 5;

/**
 * Plans on what was read, and writes only if the traceback has not changed meanwhile; else it plans anew. Every change of what
 * the path rests on is an event of the traceback too.
 */
export async function decideOn<R>(
  desk: Desk,
  actor: Actor,
  traceback_id: string,
  added: Added,
  work: (log: Writer, plan: Plan) => R,
): Promise<R> {
  for (let tries = 1; ; tries += 1) {
    const plan = await planOf(desk, traceback_id, added);
    let isStale = false;
    try {
      return desk.log.transact(actor, (w) => {
        isStale = w.load(plan.traceback.ref)?.version !== plan.traceback.version;
        w.expect(plan.traceback.ref, plan.traceback.version);
        return work(w, plan);
      });
    } catch (error) {
      if (!(error instanceof ConflictError) || !isStale || tries >= mostTries) throw error;
    }
  }
}
