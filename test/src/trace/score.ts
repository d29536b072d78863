import type { CallPath } from '@ringtrace/detect/trace/path';
import { mainWay, type TrueCall, truePath } from './calls.ts';
import type { TrueLeg } from './legs.ts';

/** How well a call was traced. */
export interface Score {
  readonly traced: boolean;
  /** The true origin is found: proven, claimed or to be asked next. */
  readonly origin: boolean;
  readonly path: boolean;
  /** The provider to ask is right: the origin, or the carrier before the first one that reports. */
  readonly next: boolean;
  readonly proven: boolean;
  readonly provenWrong: boolean;
  readonly contradicted: boolean;
  readonly confidence: number;
}

export function scoreOf(call: TrueCall, reported: readonly TrueLeg[], path: CallPath | undefined): Score {
  const truth = truePath(call).map((carrier) => carrier.id);
  const [origin] = truth;
  if (path === undefined) {
    return {
      traced: false,
      origin: false,
      path: false,
      next: false,
      proven: false,
      provenWrong: false,
      contradicted: false,
      confidence: 0,
    };
  }
  const proven = path.origin_provider !== '';
  return {
    traced: true,
    origin: (path.origin_provider || path.claimed_origin || path.next_provider_to_ask) === origin,
    path: path.hops.map((hop) => hop.provider).join(' ') === truth.join(' '),
    next: [origin, ...rightToAsk(call, reported)].includes(path.next_provider_to_ask),
    proven,
    provenWrong: proven && path.origin_provider !== origin,
    contradicted: path.contradictions.length > 0,
    confidence: path.confidence,
  };
}

/**
 * The carriers that are right to ask, by the truth: those to which the reported legs lead. A carrier that lies, or that
 * names nobody, is also right to ask.
 */
function rightToAsk(call: TrueCall, reported: readonly TrueLeg[]): string[] {
  const carriers = truePath(call);
  const seen = new Set(reported.map((leg) => leg.carrier));
  const first = carriers.findIndex((carrier) => seen.has(carrier.id));
  const before = carriers[Math.max(0, first - 1)]?.id ?? '';
  const own = carriers[first];
  if (own?.mute) return [own.id];
  return own?.lies ? [before, own.id] : [before];
}

/** The question that an analyst would ask: the numbers and the time as the last reporting carrier wrote them. */
export function questionOf(call: TrueCall, reported: readonly TrueLeg[]) {
  const last = reported.filter((leg) => leg.call === call).findLast((leg) => isOnWay(call, leg));
  if (last === undefined) return undefined;
  return {
    calling: last.calling_number,
    called: call.called,
    time: Math.floor(last.start_ms / 1_000) * 1_000,
  };
}

const isOnWay = (call: TrueCall, leg: TrueLeg) =>
  mainWay(call).carriers.some((carrier) => carrier.id === leg.carrier);
