import { foldOne } from '../fold/all.ts';
import type { CaseLog } from '../log/log.ts';
import type { Reader } from '../log/transaction.ts';
import type { CaseEvent, States } from '../model/events.ts';
import { type Kind, type Ref, ref } from '../model/ids.ts';
import { NoSuchError } from '../work/find.ts';

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
}

/** A thing, of any case, that some kept bytes are about. */
export interface About {
  readonly id: string;
  /** The provider that was asked or that answered; '' = none. */
  readonly provider: string;
}

/** Throws NoSuchError where there is no such case by `until`, ms since 1970. */
export function readDossier(log: CaseLog, caseId: string, until: number): Dossier {
  return log.read((reader) => {
    const found = upTo(reader, ref('case', caseId), until);
    if (found === undefined) throw new NoSuchError(noCase(reader, caseId));
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

/**
 * What kept bytes are about, in any case: a message may carry requests of several cases, and a file the answers of several
 * providers.
 */
export const aboutBytes = (log: CaseLog, sha256: string): About[] =>
  log.read((reader) => reader.naming(sha256).map((one) => aboutOf(reader, one)));

function aboutOf(reader: Reader, thing: Ref): About {
  const state = reader.load(thing)?.state;
  return { id: thing.id, provider: state !== undefined && 'provider' in state ? state.provider : '' };
}
