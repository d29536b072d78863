import {
  type CallerNumbersOf,
  foreign,
  givenNumbers,
  neighbor,
  numbersHeld,
  sequential,
  stolen,
  usedOnce,
} from '../caller-numbers.ts';
import type { DialerSpec } from '../dialer.ts';
import { conversation, hungUp, type OutcomeProfile, recording } from '../outcome.ts';
import type { Provider } from '../providers.ts';
import { logBetween, pick, pickWeighted, type Random, random } from '../random.ts';
import type { Attests } from '../signing.ts';
import type { Axes } from './axes.ts';
import { type Company, companies } from './company.ts';
import type { Draw } from './draw.ts';
import { inboundOnly } from './inbound-only.ts';

/** A campaign and its value on each axis. */
export type DrawnCampaign = DialerSpec & { readonly axes: Axes };

/**
 * Draws the campaigns of one network. Every third has 300 to 1,000 calls, the others 1,000 to 10,000. Some share their
 * operator, or their way into the network, with those drawn before them.
 */
export function drawCampaigns(draw: Draw, count: number): readonly DrawnCampaign[] {
  const drawn: DrawnCampaign[] = [];
  for (const company of companies(draw.seed, count)) {
    const before = drawn.slice(drawn.length - company.nth);
    drawn.push(drawCampaign(draw, drawn.length, company, before));
  }
  return drawn;
}

function drawCampaign(
  { seed, providers, hours }: Draw,
  nth: number,
  { kind }: Company,
  before: readonly DrawnCampaign[],
): DrawnCampaign {
  const name = `campaign-${seed}-${nth}`;
  const rng = random(seed, name);
  const calls = Math.round(nth % 3 === 0 ? logBetween(rng, 300, 1_000) : logBetween(rng, 1_000, 10_000));
  const [first] = before;
  const axes = axesIn(rng, { calls, kind, before });
  const minutes = minutesOf(rng, axes.pace, hours);
  const startMinute = Math.round(
    first === undefined
      ? rng.between(0, hours * 60 - minutes)
      : startBeside(rng, first, { minutes, kind, span: hours * 60 }),
  );
  return {
    name,
    axes,
    campaign: true,
    ...(first === undefined ? upstreams(rng, providers, axes) : originsOf(first)),
    ...(kind === 'one operator' ? { operator: first?.operator ?? first?.name ?? name } : {}),
    calls,
    startMinute,
    minutes,
    callers: callersOf(rng, axes, calls),
    targets: (
      {
        anywhere: 'anywhere',
        'in order': 'in-order',
        'one area': 'one-area',
        'one carrier': 'one-carrier',
      } as const
    )[axes.targets],
    repeats: rng.chance(0.3) ? rng.between(0, 0.1) : 0,
    unassigned:
      axes.targets === 'anywhere' || axes.targets === 'in order'
        ? rng.between(0.03, 0.2)
        : rng.between(0, 0.04),
    attests: attestsOf(rng, axes.attestation),
    way: 'many hands',
    callBacks: callBacksOf(rng, axes),
    callerName: null,
    outcome: outcomeOf(rng, axes.message),
  };
}

const originsOf = ({ origins, inTurn }: DrawnCampaign) =>
  inTurn === undefined ? { origins } : { origins, inTurn };

/**
 * The axes of a campaign in its company. One gateway: all come from one provider abroad. One operator: the same upstreams,
 * attested alike, with other numbers.
 */
function axesIn(
  rng: Random,
  { calls, kind, before }: { calls: number; kind: Axes['company']; before: readonly DrawnCampaign[] },
): Axes {
  const [first] = before;
  const shown = new Set(before.map(({ axes }) => axes.callers));
  for (;;) {
    const own = { ...drawAxes(rng, calls), company: kind };
    if (kind === 'alone') return own;
    if (kind === 'one gateway') return { ...own, entry: 'abroad', upstream: 'one' };
    // Who rings once does nothing else.
    if (own.message === 'one ring' || shown.has(own.callers)) continue;
    if (first === undefined) return own;
    const { entry, upstream, attestation } = first.axes;
    return { ...own, entry, upstream, attestation };
  }
}

/**
 * When a campaign begins beside another one, minutes. Through one gateway both call in the same hours. An operator runs two at
 * once, or the next one within an hour after the first.
 */
function startBeside(
  rng: Random,
  other: DrawnCampaign,
  { minutes, kind, span }: { minutes: number; kind: Axes['company']; span: number },
): number {
  const end = other.startMinute + other.minutes;
  const isNext = kind === 'one operator' && rng.chance(0.5);
  const start = isNext
    ? end + rng.between(0, 60)
    : rng.between(other.startMinute - minutes / 2, end - Math.min(minutes, other.minutes) / 2);
  return Math.min(Math.max(0, start), span - minutes);
}

function drawAxes(rng: Random, calls: number): Omit<Axes, 'company'> {
  const message = pickWeighted(rng, [
    ['recorded', 9],
    ['press one', 5],
    ['live agents', 4],
    ['one ring', 1],
  ] as const);
  const entry = message === 'one ring' || rng.chance(0.25) ? 'abroad' : 'domestic';
  const callers = pickWeighted(rng, [
    ['one', 3],
    ['few', 4],
    ['one use', 5],
    ['neighbor', 4],
    ['sequential', 2],
    ['invalid', 2],
    ['do-not-originate', 1],
    ['stolen', 3],
  ] as const);
  return {
    size: calls < 1_000 ? '300 to 1,000' : calls < 5_000 ? '1,000 to 5,000' : 'more',
    pace: pick(rng, ['burst', 'steady', 'steady', 'slow']),
    callers: message === 'one ring' ? 'few' : callers,
    message,
    targets: pickWeighted(rng, [
      ['anywhere', 5],
      ['in order', 2],
      ['one area', 2],
      ['one carrier', 2],
    ] as const),
    upstream: pickWeighted(rng, [
      ['one', 5],
      ['several', 2],
      ['many', calls < 1_000 ? 0 : 1.5],
      ['changing', 1.5],
    ] as const),
    attestation: pickWeighted(rng, [
      ['none', 3],
      ['B and C', 5],
      ['improper A', 3],
    ] as const),
    entry,
  };
}

/**
 * How long a campaign calls, minutes. A burst: 15 to 90 minutes. A steady one: two to eight hours. A slow one: most of
 * the span.
 */
function minutesOf(rng: Random, pace: Axes['pace'], hours: number): number {
  if (pace === 'burst') return Math.round(rng.between(15, 90));
  if (pace === 'steady') return Math.round(rng.between(2, Math.min(8, hours)) * 60);
  return Math.round(rng.between(0.7, 1) * hours * 60);
}

/** The providers at which a campaign's calls start: small domestic ones, or providers abroad. */
function upstreams(rng: Random, providers: readonly Provider[], { upstream, entry }: Axes) {
  const able = providers.filter((p) =>
    entry === 'abroad' ? p.country !== 'US' : p.id.startsWith('voip') || p.id.startsWith('regional'),
  );
  const count = { one: 1, several: 2 + rng.below(3), many: 6 + rng.below(7), changing: 3 + rng.below(3) }[
    upstream
  ];
  const origins = able
    .map((p) => ({ id: p.id, at: rng.next() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ id }) => id);
  return upstream === 'changing' ? { origins, inTurn: true as const } : { origins };
}

/** Prefixes of numbers that cost a lot to call back, and the number of digits of such a number. */
const premiumAbroad = [
  ['+1876', 11],
  ['+232', 11],
  ['+53', 10],
  ['+216', 11],
] as const;

function callersOf(rng: Random, { callers, message }: Axes, calls: number): CallerNumbersOf {
  if (message === 'one ring') {
    const [prefix, length] = pick(rng, premiumAbroad);
    return foreign(prefix, length, 1 + rng.below(30));
  }
  switch (callers) {
    case 'one':
      return numbersHeld(1);
    case 'few':
      return numbersHeld(2 + rng.below(70));
    case 'one use':
      return usedOnce(rng.chance(0.5) ? 0 : rng.between(0, 0.1), rng.between(0.6, 1));
    case 'neighbor':
      return neighbor;
    case 'sequential':
      return sequential(Math.max(10, Math.round(calls / (1 + rng.below(20)))));
    case 'invalid':
      return usedOnce(rng.between(0.6, 1), 1);
    case 'do-not-originate':
      return givenNumbers([pick(rng, inboundOnly)]);
    case 'stolen':
      return stolen(Math.max(10, Math.round(calls / (1 + rng.below(10)))));
  }
}

function attestsOf(rng: Random, attestation: Axes['attestation']): Attests {
  if (attestation === 'none') return [[null, 1]];
  if (attestation === 'improper A')
    return [
      ['A', rng.between(3, 10)],
      ['B', 1],
      ['C', rng.between(0, 1)],
    ];
  return [
    ['B', rng.between(0.2, 1)],
    ['C', rng.between(0.2, 1)],
    [null, rng.between(0, 0.5)],
  ];
}

/** Share of called parties that call back. Some who missed a call do. A made-up number has nobody to answer. */
function callBacksOf(rng: Random, { callers, message }: Axes): number {
  if (message === 'one ring') return rng.between(0.02, 0.06);
  if (callers === 'one' || callers === 'few') return rng.between(0, 0.008);
  return callers === 'stolen' || callers === 'do-not-originate' ? rng.between(0.002, 0.01) : 0;
}

function outcomeOf(rng: Random, message: Axes['message']): OutcomeProfile {
  const seconds = rng.between(9, 60);
  const voicemail = recording(seconds + rng.between(1, 6), rng.between(0.8, 2.5));
  const hangUps = [hungUp(1, 6), rng.between(35, 75)] as const;
  const answered = rng.between(0.2, 0.7);
  switch (message) {
    case 'recorded':
      return {
        answered,
        talk: [
          hangUps,
          [hungUp(6, seconds), rng.between(5, 15)],
          [recording(seconds, 0.5), rng.between(8, 25)],
          [voicemail, rng.between(8, 25)],
          [conversation(120, 0.8), rng.between(0, 3)],
        ],
      };
    case 'press one':
      return {
        answered,
        talk: [
          hangUps,
          [hungUp(6, seconds), rng.between(8, 20)],
          [recording(seconds + 5, 1), rng.between(5, 12)],
          [voicemail, rng.between(5, 20)],
          [conversation(150, 0.8), rng.between(2, 8)],
        ],
      };
    case 'live agents':
      return {
        answered: rng.between(0.2, 0.5),
        talk: [
          [hungUp(1, 6), rng.between(25, 45)],
          [conversation(rng.between(14, 40), 0.8), rng.between(40, 55)],
          [conversation(rng.between(150, 300), 0.7), rng.between(5, 15)],
        ],
      };
    case 'one ring':
      return { answered: 0.03, talk: [[hungUp(1, 3), 1]], failures: [[487, 1]], rings: [0.5, 2] };
  }
}
