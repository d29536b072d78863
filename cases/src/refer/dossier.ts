import { foldOne } from '../fold/all.ts';
import type { CaseLog } from '../log/log.ts';
import type { Reader } from '../log/transaction.ts';
import type { CaseEvent, States } from '../model/events.ts';
import { type Kind, type Ref, ref } from '../model/ids.ts';

/** A thing with its events up to some moment. */
export interface Thing<K extends Kind> {
  readonly id: string;
  readonly state: States[K];
  readonly events: readonly CaseEvent<K>[];
}

/** All that the log holds of a case, up to some moment. */
export interface Dossier {
  readonly case: Thing<'case'>;
  readonly tracebacks: readonly Thing<'traceback'>[];
  readonly requests: readonly Thing<'request'>[];
  readonly answers: readonly Thing<'answer'>[];
  readonly actions: readonly Thing<'action'>[];
  /** Verdicts on the candidate that the case came from. */
  readonly candidates: readonly Thing<'candidate'>[];
  /** Requests of other cases that went out in the same message, by the batch. */
  readonly strangers: ReadonlySet<string>;
  /** SHA-256 of answers' bytes that also answer something of other cases. */
  readonly sharedBytes: ReadonlySet<string>;
}

/** Throws where there is no such case by `until`, ms since 1970. */
export function readDossier(log: CaseLog, caseId: string, until: number): Dossier {
  return log.read((reader) => {
    const found = upTo(reader, ref('case', caseId), until);
    if (found === undefined) throw new Error(noCase(reader, caseId));
    const of = <K extends Kind>(kind: K) => linkedUpTo(reader, kind, caseId, until);
    const tracebacks = of('traceback');
    const requests = of('request');
    const answers = tracebacks.flatMap(({ id }) =>
      reader.linked('answer', 'traceback_id', id).flatMap((one) => upTo(reader, one.ref, until) ?? []),
    );
    const candidate = upTo(reader, ref('candidate', found.state.candidate_id), until);
    return {
      case: found,
      tracebacks,
      requests,
      answers,
      actions: of('action'),
      candidates: candidate === undefined ? [] : [candidate],
      strangers: strangersAmong(reader, requests, caseId),
      sharedBytes: sharedAmong(reader, answers),
    };
  });
}

const noCase = (reader: Reader, caseId: string) =>
  reader.load(ref('case', caseId)) === undefined
    ? `there is no case '${caseId}'`
    : `the case ${caseId} was opened after the cut-off of the demand: nothing of it can be produced`;

/** A thing as it stood at a moment; undefined where it was not there yet. */
function upTo<K extends Kind>(reader: Reader, thing: Ref<K>, until: number): Thing<K> | undefined {
  const events = reader.events(thing).filter(({ at }) => at <= until);
  const state = events.reduce<States[K] | undefined>(
    (before, event) => foldOne(thing.kind, before, event),
    undefined,
  );
  return state === undefined ? undefined : { id: thing.id, state, events };
}

const linkedUpTo = <K extends Kind>(reader: Reader, kind: K, caseId: string, until: number) =>
  reader.linked(kind, 'case_id', caseId).flatMap((one) => upTo(reader, one.ref, until) ?? []);

function strangersAmong(
  reader: Reader,
  requests: readonly Thing<'request'>[],
  caseId: string,
): ReadonlySet<string> {
  const batches = new Set(requests.map(({ state }) => state.batch_id).filter((id) => id !== ''));
  const isStrange = (batch: string) =>
    reader.linked('request', 'batch_id', batch).some(({ state }) => state.case_id !== caseId);
  return new Set([...batches].filter(isStrange));
}

const bytesOf = (events: readonly CaseEvent<'answer'>[]) =>
  events.map(({ data }) => data.sha256).filter((sha256) => sha256 !== '');

function sharedAmong(reader: Reader, answers: readonly Thing<'answer'>[]): ReadonlySet<string> {
  const ours = new Set(answers.map(({ id }) => id));
  const providers = new Set(answers.map(({ state }) => state.provider));
  const others = [...providers].flatMap((provider) =>
    reader.linked('answer', 'provider', provider).filter((one) => !ours.has(one.ref.id)),
  );
  return new Set(others.flatMap((one) => bytesOf(reader.events(one.ref))));
}
