import type { HalfReported, TrueCall } from './half-reported.ts';
import type { Behaviour } from './script.ts';

/** What a traceback must have come to, counted from the truth about its call. */
export interface Expected {
  /** 'position role provider basis' of each hop. */
  readonly hops: readonly string[];
  /** '' = open. */
  readonly outcome: string;
  /** The provider to ask, or the one that the outcome is about. */
  readonly provider: string;
  /** Providers that were asked, in order. */
  readonly asked: readonly string[];
}

/** The script's word on each provider of a call. */
type Script = (provider: string) => Behaviour;

/**
 * Follows a call from its end. A hand-over is proven where one of its two sides reports. Any other provider is asked, and does
 * what the script says. `late`: whether late answers have come by then, and silence has become final.
 */
export function countByHand(call: TrueCall, script: Script, half: HalfReported, late: boolean): Expected {
  const { path } = call;
  const { reports, country } = half;
  const hops: string[] = [];
  const asked: string[] = [];
  const add = (provider: string, role: string, basis: string) =>
    hops.push(`${hops.length + 1} ${role} ${provider} ${basis}`);
  const end = (outcome: string, provider: string): Expected => ({ hops, outcome, provider, asked });
  const isAbroad = (provider: string | undefined) => provider !== undefined && country(provider) !== 'US';

  // Records show the call up to the provider to which the last reporting one gave it.
  const lastSeen = Math.min(path.findLastIndex(reports) + 1, path.length - 1);
  for (let at = lastSeen; at >= 0; at -= 1) {
    const provider = path[at] ?? '';
    const above = path[at - 1];
    const isSeen = reports(provider) || (above !== undefined && reports(above));
    const role = isAbroad(above) ? 'gateway' : at === lastSeen ? 'terminating' : 'transit';
    if (above !== undefined && isSeen) {
      add(provider, role, 'record');
      continue;
    }
    if (isAbroad(provider)) {
      add(provider, 'foreign', 'named');
      return end('foreign', provider);
    }
    asked.push(provider);
    const known = isSeen ? 'record' : 'named';
    // Only a proven origin is known in its role before it answers.
    const unasked = isSeen ? 'originating' : hops.length === 0 ? 'terminating' : 'unknown';
    switch (script(provider)) {
      case 'late':
      case 'truth':
        if (script(provider) === 'late' && !late) {
          add(provider, isSeen ? 'originating' : unasked, known);
          return end('', provider);
        }
        if (above === undefined) {
          add(provider, 'originating', isSeen ? 'both' : 'answer');
          return end('caller_identified', provider);
        }
        add(provider, role, 'answer');
        continue;
      case 'lie':
        add(provider, isSeen ? 'originating' : unasked, 'contradicted');
        return end('disputed', provider);
      case 'false trail':
        // A proven origin is not believed. Any other leads to a stranger, who sends the traceback back: it is asked again.
        if (!isSeen) asked.push('a stranger', provider);
        add(provider, isSeen ? 'originating' : hops.length === 0 ? 'terminating' : 'transit', 'contradicted');
        return end('disputed', provider);
      case 'refuse':
        add(provider, unasked, known);
        return end('refused', provider);
      case 'no record':
        add(provider, unasked, isSeen ? 'contradicted' : known);
        return end(isSeen ? 'disputed' : 'no_record', provider);
      case 'silence':
        add(provider, unasked, known);
        return end(late ? 'non_responsive' : '', provider);
    }
  }
  throw new Error('a path ends at its origin');
}

/**
 * The same once every US provider has reported its leg after all answers. Records decide the whole path then, and show which
 * answers were true. `before` is what was counted until then.
 */
export function countWithAllRecords(
  { path }: TrueCall,
  script: Script,
  { country }: HalfReported,
  before: Expected,
): Expected {
  const hops: string[] = [];
  const { asked } = before;
  const isAbroad = (provider: string | undefined) => provider !== undefined && country(provider) !== 'US';
  const end = (outcome: string, provider: string): Expected => ({ hops, outcome, provider, asked });
  for (let at = path.length - 1; at > 0; at -= 1) {
    const provider = path[at] ?? '';
    const role = isAbroad(path[at - 1]) ? 'gateway' : at === path.length - 1 ? 'terminating' : 'transit';
    const basis = asked.includes(provider) ? basisOf[script(provider)] : 'record';
    hops.push(`${hops.length + 1} ${role} ${provider} ${basis}`);
  }
  const origin = path[0] ?? '';
  if (isAbroad(origin)) {
    hops.push(`${hops.length + 1} foreign ${origin} named`);
    return end('foreign', origin);
  }
  const wasAsked = asked.includes(origin);
  hops.push(`${hops.length + 1} originating ${origin} ${wasAsked ? basisOf[script(origin)] : 'record'}`);
  return end(wasAsked ? outcomeAtOrigin[script(origin)] : '', origin);
}

/** How a hop is known whose provider answered so, and whose own record has come. */
const basisOf: Readonly<Record<Behaviour, string>> = {
  truth: 'both',
  late: 'both',
  lie: 'contradicted',
  'false trail': 'contradicted',
  'no record': 'contradicted',
  refuse: 'record',
  silence: 'record',
};

const outcomeAtOrigin: Readonly<Record<Behaviour, string>> = {
  truth: 'caller_identified',
  late: 'caller_identified',
  lie: 'disputed',
  'false trail': 'disputed',
  'no record': 'disputed',
  refuse: 'refused',
  silence: 'non_responsive',
};
