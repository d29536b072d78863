import type { AnswerContent } from '../model/answer.ts';
import type { TracedCall } from '../model/hop.ts';
import { ref } from '../model/ids.ts';
import type { CallRecords } from '../path/call-records.ts';
import type { Desk, RecordSource } from './desk.ts';
import { identityOf, idsOf } from './identity.ts';

/** An answer that is about to be looked at or saved. */
interface Coming {
  readonly request_id: string;
  readonly content: AnswerContent;
}

const upstreamIn = (content: AnswerContent): string[] =>
  'upstream' in content && content.upstream !== undefined ? [content.upstream] : [];

const nameOf = ({ calling_number, called_number, call_time, window_s }: TracedCall) =>
  [calling_number, called_number, call_time, window_s].join(' ');

/** Answers that share one look at the store. */
const atOnce = 200;

/** Works on many answers, one after another, at desks that read the store once for 200 of them. */
export async function withEach<C extends Coming, R>(
  desk: Desk,
  coming: readonly C[],
  work: (desk: Desk, one: C) => Promise<R>,
): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < coming.length; from += atOnce) {
    const some = coming.slice(from, from + atOnce);
    const many = await deskForMany(desk, some);
    for (const one of some) done.push(await work(many, one));
  }
  return done;
}

/**
 * A desk for many answers at once: what they need of the store is read in one look, and once. Answers to requests that are not
 * there need nothing.
 */
async function deskForMany(desk: Desk, coming: readonly Coming[]): Promise<Desk> {
  const reference = await desk.records.providerNames();
  const { calls, named } = desk.log.read((r) => {
    const idOf = identityOf(r, reference);
    const ids = coming.flatMap(
      ({ request_id }) => r.load(ref('request', request_id))?.state.traceback_id ?? [],
    );
    const traced = [...new Set(ids)];
    const kept = traced.flatMap((id) =>
      r.linked('answer', 'traceback_id', id).map(({ state }) => state.content),
    );
    const names = [...kept, ...coming.map(({ content }) => content)].flatMap(upstreamIn);
    return {
      calls: traced.flatMap((id) => r.load(ref('traceback', id))?.state.call ?? []),
      named: [...new Set(names.map(idOf))].flatMap((provider) => idsOf(r, provider)),
    };
  });
  const found = calls.length === 0 ? [] : await desk.records.calls(calls, named);
  const known = new Map(
    calls.flatMap((call, i) => {
      const records = found[i];
      return records === undefined ? [] : [[nameOf(call), records] as const];
    }),
  );
  return { ...desk, records: remembering(desk.records, known, new Set(named)) };
}

/** A source that asks the store once for what does not depend on the single answer. */
function remembering(
  records: RecordSource,
  known: ReadonlyMap<string, CallRecords>,
  looked_at: ReadonlySet<string>,
): RecordSource {
  const candidate = once(records.candidate);
  const volume = once((campaign: string, ...providers: string[]) => records.volume(campaign, providers));
  const names = once(() => records.providerNames());
  return {
    ...records,
    providerNames: () => names(),
    candidate: (id) => candidate(id),
    volume: (campaign, providers) => volume(campaign, ...providers),
    async calls(calls, named) {
      const remembered = calls.flatMap((call) => known.get(nameOf(call)) ?? []);
      const isWhole = remembered.length === calls.length && named.every((id) => looked_at.has(id));
      return isWhole ? remembered : records.calls(calls, named);
    },
  };
}

/** The answer to the same question is kept; a question that failed is asked again. */
function once<A extends readonly string[], R>(ask: (...given: A) => Promise<R>): (...given: A) => Promise<R> {
  const answers = new Map<string, Promise<R>>();
  return (...given) => {
    const question = JSON.stringify(given);
    const kept = answers.get(question);
    if (kept !== undefined) return kept;
    const answer = ask(...given);
    answers.set(question, answer);
    answer.catch(() => answers.delete(question));
    return answer;
  };
}
