import type { Actor } from '../log/actor.ts';
import { ConflictError } from '../log/conflict.ts';
import type { Reader, Standing, Writer } from '../log/transaction.ts';
import type { CaseEvent } from '../model/events.ts';
import type { RequestFacts, RequestStatus } from '../model/request.ts';
import type { Traceback } from '../model/traceback.ts';
import type { CallRecords, Identity } from '../path/call-records.ts';
import type { GivenAnswer } from '../path/given-answer.ts';
import { type PathNow, pathOf } from '../path/path.ts';
import type { Desk } from './desk.ts';
import { factsFor } from './facts.ts';
import { find } from './find.ts';
import { identityOf, idsOf } from './identity.ts';

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
interface Sight {
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
  readonly answer?: Omit<GivenAnswer, 'order' | 'check'>;
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
  const [read] = await pathsOf(desk, [traceback_id], added);
  if (read === undefined) throw new Error(`no answer on the records of traceback ${traceback_id}`);
  const { case_id, call } = read.traceback.state;
  const before = read.answers
    .toSorted((a, b) => a.order - b.order)
    .findLast(({ provider }) => read.idOf(provider) === read.now.ask);
  return { ...read, facts: await factsFor(desk, case_id, call, read.now, before) };
}

/** Calls whose records are read at once. */
const atOnce = 200;

/** The paths of many tracebacks as records and answers give them now, in the order of the ids. */
export async function pathsOf(
  desk: Desk,
  traceback_ids: readonly string[],
  added: Added = {},
): Promise<Omit<Plan, 'facts'>[]> {
  const reference = await desk.records.providerNames();
  const paths: Omit<Plan, 'facts'>[] = [];
  for (let from = 0; from < traceback_ids.length; from += atOnce) {
    const kept = desk.log.read((r) => {
      const idOf = identityOf(r, reference);
      return traceback_ids.slice(from, from + atOnce).map((id) => keptOf(r, id, idOf, added));
    });
    const named = new Set(kept.flatMap((one) => one.named));
    const records = await desk.records.calls(
      kept.map(({ traceback }) => traceback.state.call),
      [...named],
    );
    paths.push(...kept.flatMap((one, i) => withRecords(one, records[i])));
  }
  return paths;
}

interface Kept extends Omit<Sight, 'records'> {
  /** Answers without the one that is added. */
  readonly saved: readonly GivenAnswer[];
  readonly silent: readonly string[];
  /** Every id of the providers that answers name. */
  readonly named: readonly string[];
}

/** What the log has of a traceback, with something added. */
function keptOf(log: Reader, traceback_id: string, idOf: Identity, { answer, silent }: Added): Kept {
  const traceback = find(log, 'traceback', traceback_id);
  const requests = log.linked('request', 'traceback_id', traceback_id);
  const saved = answersOf(log, traceback_id);
  const answers = withAdded(saved, answer);
  return {
    saved,
    traceback,
    requests,
    answers,
    idOf,
    start: startOf(log.events(traceback.ref)[0]),
    named: answers.flatMap(({ content }) =>
      'upstream' in content && content.upstream !== undefined ? idsOf(log, idOf(content.upstream)) : [],
    ),
    silent: [
      ...requests.flatMap(({ state }) => (state.status === 'non_responsive' ? [state.provider] : [])),
      ...(silent === undefined ? [] : [silent]),
    ],
  };
}

function withRecords(kept: Kept, records: CallRecords | undefined): Omit<Plan, 'facts'>[] {
  if (records === undefined) return [];
  const { traceback, answers, saved, silent, start, idOf } = kept;
  const { call, hops, outcome, provider } = traceback.state;
  const given = { call, records, answers, silent, start, idOf };
  const now = pathOf(
    areGone(records, traceback.state)
      ? { ...given, kept: { hops, answers: saved, disputed: outcome === 'disputed' ? provider : '' } }
      : given,
  );
  return [{ ...kept, records, now }];
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
    check: state.check,
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
