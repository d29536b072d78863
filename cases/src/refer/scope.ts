import type { Demand } from '../model/demand.ts';
import type { TracedCall } from '../model/hop.ts';
import { RefusedError } from '../model/refused.ts';
import type { Dossier, Thing } from './dossier.ts';

/** What may be produced of a case. An empty list limits nothing. Times in ms since 1970. */
export interface Scope {
  readonly providers: readonly string[];
  readonly calling_numbers: readonly number[];
  readonly called_numbers: readonly number[];
  /** Calls that began from then on ... */
  readonly from: number;
  /** ... up to then. */
  readonly to: number;
  /** Nothing later is produced. */
  readonly cut_off: number;
}

/** Later than every time that there is in the store, ms since 1970. */
const never = Date.parse('2200-01-01T00:00:00Z');

export const wholeCase: Scope = {
  providers: [],
  calling_numbers: [],
  called_numbers: [],
  from: 0,
  to: never,
  cut_off: never,
};

/** The scope of a demand. Throws RefusedError where the case is outside. */
export function scopeOf(id: string, { scope, cut_off }: Demand, caseId: string): Scope {
  if (scope.case_ids.length > 0 && !scope.case_ids.includes(caseId))
    throw new RefusedError(
      `the demand ${id} does not cover the case ${caseId}: it covers ${scope.case_ids.join(', ')}`,
    );
  const { providers, calling_numbers, called_numbers, from, to } = scope;
  return { providers, calling_numbers, called_numbers, from, to: Math.min(to, cut_off), cut_off };
}

const allows = <T>(list: readonly T[], value: T) => list.length === 0 || list.includes(value);

export const coversProvider = (scope: Scope, provider: string) => allows(scope.providers, provider);

const coversCall = (scope: Scope, { calling_number, called_number, call_time }: TracedCall) =>
  allows(scope.calling_numbers, calling_number) &&
  allows(scope.called_numbers, called_number) &&
  call_time >= scope.from &&
  call_time <= scope.to;

/** Whether a scope leaves out calls by who made them, who got them or who carried them. */
export const limitsCalls = ({ providers, calling_numbers, called_numbers }: Scope) =>
  providers.length + calling_numbers.length + called_numbers.length > 0;

export interface Within {
  readonly dossier: Dossier;
  /** Calls of tracebacks that the scope leaves out. */
  readonly outside: readonly TracedCall[];
  /** A line for each thing that is withheld. */
  readonly withheld: readonly string[];
}

/** The part of a dossier that a scope covers. */
export function within(dossier: Dossier, scope: Scope): Within {
  const tracebacks = split(dossier.tracebacks, ({ state }) => coversCall(scope, state.call));
  const covered = new Set(tracebacks.kept.map(({ id }) => id));
  const covers = ({ state }: { state: { traceback_id: string; provider: string } }) =>
    covered.has(state.traceback_id) && coversProvider(scope, state.provider);
  const requests = split(dossier.requests, covers);
  const answers = split(dossier.answers, covers);
  const actions = split(
    dossier.actions,
    ({ state }) =>
      (state.traceback_id === '' || covered.has(state.traceback_id)) && coversProvider(scope, state.provider),
  );
  // A verdict names callers of the whole campaign.
  const candidates = limitsCalls(scope) ? [] : dossier.candidates;
  const lines = [
    ...(candidates.length < dossier.candidates.length
      ? ['verdicts on the candidate: they name callers outside the scope too']
      : []),
    ...tracebacks.left.map(({ id }) => `traceback ${id}: its call is outside the scope`),
    ...[...requests.left, ...answers.left, ...actions.left].map(
      ({ id, state }) => `${state.kind} ${id}: its call or its provider is outside the scope`,
    ),
  ];
  return {
    dossier: {
      ...dossier,
      tracebacks: tracebacks.kept,
      requests: requests.kept,
      answers: answers.kept,
      actions: actions.kept,
      candidates,
    },
    outside: tracebacks.left.map(({ state }) => state.call),
    withheld: lines,
  };
}

function split<T extends Thing<'traceback'> | Thing<'request'> | Thing<'answer'> | Thing<'action'>>(
  things: readonly T[],
  covers: (thing: T) => boolean,
) {
  return { kept: things.filter(covers), left: things.filter((thing) => !covers(thing)) };
}
