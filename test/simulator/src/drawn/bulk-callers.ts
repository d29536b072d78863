import {
  type CallerNumbersOf,
  foreign,
  localPresence,
  numbersHeld,
  numbersRented,
} from '../caller-numbers.ts';
import type { DialerSpec } from '../dialer.ts';
import { conversation, hungUp, type OutcomeProfile, recording } from '../outcome.ts';
import type { Provider } from '../providers.ts';
import { logBetween, pick, pickWeighted, type Random, random } from '../random.ts';
import type { Attests } from '../signing.ts';
import type { Targets } from '../targets.ts';
import type { Draw } from './draw.ts';

/** A legitimate bulk caller, and its kind of business. */
export type DrawnBulkCaller = DialerSpec & {
  readonly business: Business;
  /** Its numbers came along from another provider, and no list of ported numbers tells. */
  readonly broughtAlong: boolean;
};

type Range = readonly [from: number, to: number];
/** The ranges that a business draws its figures from. */
type Profile = {
  readonly calls: Range;
  /** How long it calls, minutes. */
  readonly minutes: Range;
  readonly callBacks: Range;
  readonly repeats: Range;
  readonly unassigned: Range;
  readonly targets: Targets;
  readonly callers: (rng: Random) => CallerNumbersOf;
  readonly outcome: (rng: Random) => OutcomeProfile;
  /** Calls from abroad: from Great Britain, or from any country. */
  readonly abroad?: 'GB' | 'anywhere';
  /** How many providers its calls go out by. Default: one. */
  readonly providers?: Range;
  /** Shows numbers that another provider holds. Its own provider mostly vouches for them with A all the same. */
  readonly broughtAlong?: true;
};

const usual = {
  minutes: [180, 600],
  callBacks: [0.02, 0.06],
  repeats: [0, 0.05],
  unassigned: [0.003, 0.02],
  targets: 'anywhere',
  callers: () => numbersHeld(1),
} as const satisfies Partial<Profile>;

/**
 * A recorded message: most people hear it to the end, others get it on voicemail. Durations in seconds; other figures
 * are shares.
 */
const message =
  (seconds: Range, answered: Range, hangUps: Range) =>
  (rng: Random): OutcomeProfile => {
    const length = rng.between(...seconds);
    return {
      answered: rng.between(...answered),
      talk: [
        [recording(length, 0.6), rng.between(35, 60)],
        [recording(length + rng.between(2, 5), 1.5), rng.between(20, 40)],
        [hungUp(2, length), rng.between(...hangUps)],
      ],
    };
  };

/** A person who talks: some called parties hang up, some talk a little, some at length. All figures are shares. */
const people =
  (answered: Range, short: Range, little: Range, long: Range) =>
  (rng: Random): OutcomeProfile => ({
    answered: rng.between(...answered),
    talk: [
      [hungUp(1.5, 6), rng.between(...short)],
      [conversation(rng.between(14, 45), 0.7), rng.between(...little)],
      [conversation(rng.between(100, 220), 0.9), rng.between(...long)],
    ],
  });

/** Legitimate bulk callers that look suspicious, each in its usual form. */
const profiles = {
  school: {
    ...usual,
    calls: [600, 4_000],
    minutes: [6, 25],
    targets: 'one-area',
    callBacks: [0.01, 0.03],
    outcome: message([22, 45], [0.7, 0.9], [10, 25]),
  },
  emergency: {
    ...usual,
    calls: [500, 5_000],
    minutes: [4, 15],
    targets: 'one-area',
    callBacks: [0.005, 0.02],
    outcome: message([20, 40], [0.6, 0.85], [10, 25]),
  },
  pharmacy: { ...usual, calls: [200, 2_000], outcome: message([18, 30], [0.6, 0.8], [10, 25]) },
  appointments: {
    ...usual,
    calls: [150, 1_200],
    targets: 'one-area',
    callBacks: [0.04, 0.1],
    outcome: message([20, 30], [0.65, 0.8], [10, 25]),
  },
  utility: {
    ...usual,
    calls: [200, 2_500],
    minutes: [20, 120],
    targets: 'one-area',
    outcome: message([20, 35], [0.55, 0.8], [10, 30]),
  },
  collector: {
    ...usual,
    calls: [300, 2_500],
    callers: () => localPresence,
    repeats: [0.25, 0.5],
    unassigned: [0.02, 0.06],
    callBacks: [0.04, 0.09],
    outcome: people([0.2, 0.35], [15, 30], [40, 55], [20, 35]),
  },
  survey: {
    ...usual,
    calls: [300, 2_500],
    callers: (rng) => numbersHeld(1 + rng.below(4)),
    unassigned: [0.02, 0.06],
    callBacks: [0.015, 0.04],
    outcome: people([0.25, 0.4], [18, 30], [40, 55], [20, 35]),
  },
  charity: {
    ...usual,
    calls: [200, 1_500],
    callers: (rng) => numbersHeld(1 + rng.below(3)),
    callBacks: [0.02, 0.05],
    outcome: people([0.3, 0.45], [12, 25], [40, 55], [25, 40]),
  },
  passcodes: {
    ...usual,
    calls: [200, 2_500],
    callBacks: [0, 0.005],
    outcome: message([8, 14], [0.85, 0.97], [5, 15]),
  },
  'passcodes from abroad': {
    ...usual,
    calls: [150, 1_500],
    abroad: 'GB',
    callers: () => foreign('+44207', 12, 1),
    callBacks: [0, 0],
    outcome: message([8, 14], [0.85, 0.97], [5, 15]),
  },
  'call center': {
    ...usual,
    calls: [400, 3_000],
    callers: (rng) => numbersHeld(1 + rng.below(8)),
    repeats: [0.08, 0.25],
    callBacks: [0.05, 0.12],
    outcome: people([0.4, 0.55], [6, 14], [35, 50], [35, 55]),
  },
  // Its calls go out by the cheapest of several providers. Only the first holds its numbers.
  'call center of several providers': {
    ...usual,
    calls: [500, 4_000],
    callers: (rng) => numbersHeld(1 + rng.below(12)),
    providers: [2, 6],
    repeats: [0.02, 0.25],
    callBacks: [0.01, 0.1],
    outcome: people([0.25, 0.55], [8, 30], [35, 50], [25, 55]),
  },
  // A help desk abroad that shows rented domestic numbers. It comes in by the gateways that campaigns use as well.
  'call center abroad': {
    ...usual,
    calls: [300, 2_500],
    callers: (rng) => numbersRented(1 + rng.below(8)),
    abroad: 'anywhere',
    repeats: [0.02, 0.25],
    callBacks: [0.01, 0.1],
    outcome: people([0.25, 0.55], [8, 30], [35, 50], [25, 55]),
  },
  fax: {
    ...usual,
    calls: [150, 1_000],
    repeats: [0.15, 0.35],
    callBacks: [0, 0.002],
    outcome: message([35, 80], [0.7, 0.85], [8, 20]),
  },
  deliveries: {
    ...usual,
    calls: [200, 2_000],
    targets: 'one-area',
    callers: (rng) => numbersHeld(2 + rng.below(6)),
    repeats: [0.1, 0.25],
    callBacks: [0.08, 0.2],
    outcome: people([0.45, 0.6], [6, 12], [70, 85], [5, 12]),
  },
  alarms: {
    ...usual,
    calls: [100, 600],
    repeats: [0.2, 0.4],
    callBacks: [0.1, 0.25],
    outcome: people([0.55, 0.75], [3, 8], [35, 50], [45, 60]),
  },
  telehealth: {
    ...usual,
    calls: [100, 800],
    repeats: [0.1, 0.2],
    callBacks: [0.05, 0.12],
    outcome: people([0.5, 0.7], [3, 8], [25, 35], [60, 75]),
  },
  // Numbers are dialed at random, so a fifth is nobody's, and half of those who answer hang up at once.
  'cold survey': {
    ...usual,
    calls: [500, 6_000],
    minutes: [180, 600],
    callers: (rng) => numbersHeld(1 + rng.below(12)),
    broughtAlong: true,
    repeats: [0, 0.05],
    unassigned: [0.08, 0.3],
    callBacks: [0, 0.02],
    outcome: people([0.15, 0.45], [35, 62], [20, 35], [8, 28]),
  },
  // A recording that asks to press keys. It hangs up on few people, and many hang up on it.
  'automated survey': {
    ...usual,
    calls: [500, 5_000],
    minutes: [120, 540],
    callers: (rng) => numbersHeld(1 + rng.below(6)),
    broughtAlong: true,
    repeats: [0, 0.1],
    unassigned: [0.02, 0.2],
    callBacks: [0.004, 0.03],
    outcome: message([15, 60], [0.3, 0.6], [20, 70]),
  },
  'telephone sales': {
    ...usual,
    calls: [500, 6_000],
    minutes: [180, 600],
    callers: (rng) => numbersHeld(1 + rng.below(12)),
    broughtAlong: true,
    repeats: [0, 0.1],
    unassigned: [0.03, 0.25],
    callBacks: [0, 0.03],
    outcome: people([0.15, 0.4], [30, 60], [25, 45], [6, 20]),
  },
  // A provider's customer that sells on to many small businesses, with a few calls each.
  reseller: {
    ...usual,
    calls: [400, 4_000],
    callers: (rng) => numbersHeld(30 + rng.below(370)),
    broughtAlong: true,
    repeats: [0.02, 0.2],
    unassigned: [0.01, 0.06],
    callBacks: [0, 0.06],
    outcome: people([0.35, 0.65], [6, 35], [35, 50], [25, 50]),
  },
  // Drivers who are at the door: many short calls, one after another.
  drivers: {
    ...usual,
    calls: [300, 2_000],
    targets: 'one-area',
    callers: (rng) => numbersHeld(3 + rng.below(80)),
    repeats: [0.1, 0.3],
    callBacks: [0.05, 0.15],
    outcome: people([0.45, 0.8], [25, 55], [40, 65], [1, 8]),
  },
  // Alarm panels and meters that report to their station: one short message each, and nobody calls them.
  panels: {
    ...usual,
    calls: [200, 1_500],
    callers: (rng) => numbersHeld(20 + rng.below(380)),
    targets: 'one-line',
    repeats: [0.3, 0.6],
    unassigned: [0, 0],
    callBacks: [0, 0.001],
    outcome: message([4, 30], [0.8, 0.99], [3, 15]),
  },
} as const satisfies Record<string, Profile>;
export type Business = keyof typeof profiles;
export const businesses = Object.keys(profiles).filter((name): name is Business => name in profiles);

/**
 * Share of bulk callers that chose their provider without regard to its signing and to the Robocall Mitigation Database. The others are
 * at providers that sign and are listed (assumption).
 */
const atAnyProvider = 0.2;

/** Draws the legitimate bulk callers of one network. Businesses take turns. */
export function drawBulkCallers(draw: Draw, count: number): readonly DrawnBulkCaller[] {
  return Array.from({ length: count }, (_, nth) => {
    const business = businesses[nth % businesses.length];
    if (business === undefined) throw new Error('no businesses');
    return drawBulkCaller(draw, business, nth);
  });
}

function drawBulkCaller({ seed, providers, hours }: Draw, business: Business, nth: number): DrawnBulkCaller {
  const name = `${business}-${seed}-${nth}`;
  const rng = random(seed, name);
  const profile: Profile = profiles[business];
  const anyHost = random(seed, `host of ${name}`).chance(atAnyProvider);
  const hosts = providers.filter((p) =>
    profile.abroad !== undefined
      ? p.country === 'GB' || (profile.abroad === 'anywhere' && p.country !== 'US')
      : p.country === 'US' && p.share > 0 && (anyHost || (p.shaken !== 'none' && p.rmd === 'listed')),
  );
  const minutes = Math.min(rng.between(...profile.minutes), hours * 60);
  return {
    name,
    business,
    broughtAlong: profile.broughtAlong ?? false,
    campaign: false,
    origins: originsOf(rng, hosts, profile),
    calls: Math.round(logBetween(rng, ...profile.calls)),
    startMinute: Math.round(startOf(rng, hours, minutes)),
    minutes,
    callers: profile.callers(rng),
    targets: profile.targets,
    repeats: rng.between(...profile.repeats),
    unassigned: rng.between(...profile.unassigned),
    attests: profile.broughtAlong ? attestsOfOthersNumbers(rng) : attestsOf(rng),
    ...(profile.providers === undefined ? {} : { attestsElsewhere: attestsOfOthersNumbers(rng) }),
    way: 'direct',
    callBacks: rng.between(...profile.callBacks),
    callerName: null,
    outcome: profile.outcome(rng),
  };
}

/** The providers at which a caller's calls start, each once. */
function originsOf(rng: Random, hosts: readonly Provider[], { providers }: Profile): string[] {
  const origins = new Set([pick(rng, hosts).id]);
  if (providers === undefined) return [...origins];
  const [least, most] = providers;
  const count = Math.min(hosts.length, least + rng.below(most - least + 1));
  while (origins.size < count) origins.add(pick(rng, hosts).id);
  return [...origins];
}

/**
 * Minutes from the beginning of the span: within the first twelve hours of some day. No honest bulk caller calls at
 * night.
 */
function startOf(rng: Random, hours: number, minutes: number): number {
  const day = rng.below(Math.ceil(hours / 24));
  return day * 24 * 60 + rng.between(0, Math.max(0, Math.min(12, hours - 24 * day) * 60 - minutes));
}

/** Mostly A. For some callers the provider has not verified every number. */
function attestsOf(rng: Random): Attests {
  return pickWeighted(rng, [
    [[['A', 1]], 8],
    [
      [
        ['A', 9],
        ['B', 1],
      ],
      1.5,
    ],
    [[['B', 1]], 0.5],
  ] satisfies [Attests, number][]);
}

/** Of numbers that came along: most providers take the customer's word, some vouch for the customer alone, some for nothing. */
function attestsOfOthersNumbers(rng: Random): Attests {
  return pickWeighted(rng, [
    [[['A', 1]], 6],
    [[['B', 1]], 1],
    [[['C', 1]], 1],
    [[[null, 1]], 1],
    // It knows some of the numbers.
    [
      [
        ['A', rng.between(1, 4)],
        ['B', 1],
      ],
      1,
    ],
  ] satisfies [Attests, number][]);
}
