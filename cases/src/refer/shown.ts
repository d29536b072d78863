import type { CaseEvent } from '../model/events.ts';
import type { TracedCall } from '../model/hop.ts';
import { isProven } from '../path/summary.ts';
import type { Dossier, Thing } from './dossier.ts';
import { masked, type Redactor, redacted, redactor } from './numbers.ts';
import { coversProvider } from './scope.ts';
import { shownData } from './shown-data.ts';
import { shownHops } from './shown-hops.ts';
import { hiddenProvider, limitsProviders, type View } from './view.ts';

/** The redactor of a view of a dossier; undefined where there is nothing to hide. `outside` are calls that a scope leaves out. */
export function redactorOf(
  { disclosure }: View,
  dossier: Dossier,
  outside: readonly TracedCall[],
): Redactor | undefined {
  const calls = dossier.tracebacks.map(({ state }) => state.call);
  if (disclosure.calledNumbers === 'full') {
    const covered = new Set(calls.map((call) => call.called_number));
    const hide = outside.map((call) => call.called_number).filter((number) => !covered.has(number));
    return hide.length === 0 ? undefined : redactor({ hide });
  }
  const telephones = dossier.answers.flatMap(({ state: { content } }) =>
    content.kind === 'own_customer' ? (content.customer.telephone?.replaceAll(/\D/g, '') ?? []) : [],
  );
  const mayShow = disclosure.callingNumbers === 'full';
  return redactor({
    hide: [...calls, ...outside].map((call) => call.called_number),
    show: mayShow ? [...calls.map((call) => call.calling_number), ...telephones.map(Number)] : [],
  });
}

/** Numbers of a traced call as a view shows them. Left out: what the view hides. */
function shownCall(call: TracedCall, { disclosure }: View, redact: Redactor | undefined) {
  const { calling_number, called_number, call_time, window_s } = call;
  if (disclosure.callingNumbers === 'none') return undefined;
  const calling = String(calling_number);
  return {
    calling_number: redact?.(calling) ?? calling,
    called_number: disclosure.calledNumbers === 'full' ? String(called_number) : masked(called_number),
    call_time: new Date(call_time).toISOString(),
    window_s,
  };
}

/** Whether a provider has a part in a traceback. */
const takesPart = (own: readonly string[], dossier: Dossier, { id, state }: Thing<'traceback'>) =>
  state.hops.some((hop) => own.includes(hop.provider)) ||
  dossier.requests.some((one) => one.state.traceback_id === id && own.includes(one.state.provider));

/** A traceback with its path, as a view shows it. */
export function shownTracebacks(dossier: Dossier, view: View, redact: Redactor | undefined) {
  const { disclosure, own } = view;
  if (disclosure.hops === 'none') return [];
  const ownAlone = disclosure.hops === 'own';
  return dossier.tracebacks
    .filter((one) => !ownAlone || takesPart(own, dossier, one))
    .map(({ id, state }) => ({
      traceback_id: id,
      call: shownCall(state.call, view, redact),
      status: state.status,
      ...(ownAlone && !own.includes(state.provider) ? {} : endOf(state, view, redact)),
      hops: shownHops(state.hops, view, redact),
    }));
}

/** How a traceback ended, and at whom. */
function endOf(state: Thing<'traceback'>['state'], view: View, redact: Redactor | undefined) {
  const { disclosure, scope } = view;
  const { outcome, provider, country, detail } = state;
  const isNamed =
    coversProvider(scope, provider) &&
    (disclosure.hops !== 'proven' || state.hops.some((hop) => hop.provider === provider && isProven(hop)));
  return {
    outcome,
    provider: isNamed || provider === '' ? provider : hiddenProvider,
    country: isNamed ? country : '',
    ...(disclosure.texts && isNamed && !limitsProviders(view) ? { detail: redact?.(detail) ?? detail } : {}),
  };
}

/** The part of the requests, answers and actions that a view shows. */
export function shownExchanges(dossier: Dossier, { disclosure, own }: View) {
  const shows = ({ state }: { state: { provider: string } }) =>
    disclosure.exchanges === 'all' || (disclosure.exchanges === 'own' && own.includes(state.provider));
  return {
    requests: dossier.requests.filter(shows),
    answers: dossier.answers.filter(shows),
    actions: dossier.actions.filter(shows),
  };
}

/** An event as a view shows it: a line of the timeline. */
export interface ShownEvent {
  readonly sequence: number;
  readonly at: string;
  readonly kind: string;
  readonly id: string;
  readonly type: string;
  readonly actor?: string;
  readonly reason?: string;
  readonly data?: unknown;
}

export function shownTimeline(dossier: Dossier, view: View, redact: Redactor | undefined): ShownEvent[] {
  const { disclosure } = view;
  if (disclosure.timeline === 'none') return [];
  const { requests, answers, actions } = shownExchanges(dossier, view);
  const exchanges = [...requests, ...answers, ...actions].flatMap(({ events }): CaseEvent[] => [...events]);
  const ofCase =
    disclosure.timeline === 'own'
      ? []
      : [dossier.case, ...dossier.tracebacks, ...dossier.candidates].flatMap(({ events }): CaseEvent[] => [
          ...events,
        ]);
  return [...ofCase, ...exchanges]
    .sort((a, b) => a.sequence - b.sequence)
    .flatMap((event) => shownEvent(event, view, redact));
}

function shownEvent(event: CaseEvent, view: View, redact: Redactor | undefined): ShownEvent | [] {
  const { disclosure } = view;
  const data = shownData(event, view);
  if (data === 'withheld') return [];
  const { sequence, ref, type, actor, reason } = event;
  return {
    sequence,
    at: new Date(event.at).toISOString(),
    kind: ref.kind,
    id: ref.id,
    type,
    ...(disclosure.internal ? { actor } : {}),
    ...(disclosure.internal && disclosure.texts ? { reason } : {}),
    ...(disclosure.timeline === 'all'
      ? {
          data: redacted(data, {
            redact,
            digests: disclosure.bytes,
            masks: disclosure.calledNumbers !== 'full',
          }),
        }
      : {}),
  };
}
