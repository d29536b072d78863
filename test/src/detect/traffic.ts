import { type Seeded, seeded } from '@ringtrace/platform/seeded';
import { type Attempt, type Leg, legsOf } from './network.ts';

export const day = Date.UTC(2026, 2, 10);
const hour = 3_600_000;

/**
 * The subscribers' providers. Which one a subscriber has follows from the number, spread over area codes and exchanges.
 */
const homes = ['north', 'south', 'rural', 'small'] as const;
interface Subscriber {
  number: number;
  home: (typeof homes)[number];
}

function subscribers(random: Seeded, count: number): Subscriber[] {
  const exchanges = Array.from(
    { length: 120 },
    () => 1_000_000 + (200 + random.below(700)) * 1_000 + 200 + random.below(700),
  );
  return Array.from({ length: count }, () => ({
    number: random.pick(exchanges) * 10_000 + random.below(10_000),
    home: homes[Math.min(3, Math.floor(random.next() ** 1.5 * 4))] ?? 'north',
  }));
}

function route(random: Seeded, from: string, to: string): string[] {
  if (from === to) return [from];
  const middle =
    random.next() < 0.5 ? ['transit1'] : random.next() < 0.8 ? ['transit2'] : ['transit1', 'transit2'];
  return [from, ...middle, to];
}

const conversation = (random: Seeded): number | null => {
  if (random.next() < 0.4) return null;
  return Math.max(1, Math.round(Math.exp(4.4 + 1.3 * gauss(random))));
};
const gauss = (random: Seeded) =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

export interface World {
  random: Seeded;
  people: Subscriber[];
  hours: number;
}
export const world = (seed: number, hours = 3): World => {
  const random = seeded(seed);
  return { random, people: subscribers(random, 4_000), hours };
};

/**
 * Calls between people who know each other, often called back. A few callers withhold their number or call a neighbor.
 */
export function everyday({ random, people, hours }: World, calls: number): Attempt[] {
  return Array.from({ length: calls }, () => {
    const a = random.below(people.length);
    const caller = people[a] ?? random.pick(people);
    const callee = people[(a + 1 + random.below(6)) % people.length] ?? random.pick(people);
    const withheld = random.next() < 0.02;
    return {
      at: day + 9 * hour + random.below(hours * hour),
      calling: withheld ? 0 : caller.number,
      validCaller: !withheld,
      called: callee.number,
      path: route(random, caller.home, callee.home),
      customer: `subscriber-${a}`,
      attestation: caller.home === 'small' ? random.pick(['A', 'B', '']) : random.pick(['A', 'A', 'A', 'B']),
      talkS: conversation(random),
      label: '',
    };
  });
}

export interface Burst {
  label: string;
  calls: number;
  from: string;
  customer: string;
  attestation: () => string;
  callers: (called: number, index: number) => number;
  talkS: () => number | null;
  minutes?: number;
  via?: readonly string[];
  fromAbroad?: string;
  dno?: boolean;
  validCaller?: boolean;
  /** Share of called parties that call back within the hour. */
  callbacks?: number;
  /** Calls that each called party gets. */
  repeats?: number;
}

/** Many calls from one origin to called parties of all carriers. */
export function burst({ random, people }: World, options: Burst): Attempt[] {
  const first = day + 9 * hour + random.below(hour / 2);
  const parties = Array.from({ length: Math.ceil(options.calls / (options.repeats ?? 1)) }, () =>
    random.pick(people),
  );
  return Array.from({ length: options.calls }, (_, index) => {
    const party = parties[index % parties.length] ?? random.pick(people);
    const calling = options.callers(party.number, index);
    const path = options.via
      ? [options.from, ...options.via, party.home]
      : route(random, options.from, party.home);
    const call: Attempt = {
      at: first + random.below((options.minutes ?? 60) * 60_000),
      calling,
      called: party.number,
      path,
      customer: options.customer,
      attestation: options.attestation(),
      talkS: options.talkS(),
      label: options.label,
      ...(options.fromAbroad === undefined ? {} : { fromAbroad: options.fromAbroad }),
      ...(options.dno === undefined ? {} : { dno: options.dno }),
      ...(options.validCaller === undefined ? {} : { validCaller: options.validCaller }),
    };
    if (random.next() >= (options.callbacks ?? 0)) return [call];
    const back: Attempt = {
      ...call,
      at: call.at + 300_000 + random.below(1_200_000),
      calling: party.number,
      called: calling,
      path: route(random, party.home, options.from),
      customer: 'subscriber',
      attestation: 'A',
      talkS: conversation(random),
      label: '',
    };
    return [call, back];
  }).flat();
}

export const toLegs = (attempts: readonly Attempt[]): Leg[] => attempts.flatMap(legsOf);

/**
 * Talk times of a recorded message: many people hang up within seconds, some hear all of it, the rest do not answer.
 */
export const recorded = (random: Seeded, answered: number, short: number, messageS: number) => () => {
  if (random.next() >= answered) return null;
  return random.next() < short ? 1 + random.below(6) : messageS + random.below(2);
};

export const randomNumber = (random: Seeded) =>
  1_000_000_0000 +
  (200 + random.below(790)) * 10_000_000 +
  (200 + random.below(790)) * 10_000 +
  random.below(10_000);

export function campaigns(w: World): Attempt[] {
  const { random } = w;
  const oneNumber = randomNumber(random);
  const letters = (text: string) => () => random.pick([...text].map((l) => l.replace('-', '')));
  return [
    ...burst(w, {
      label: 'one-number',
      calls: 900,
      from: 'south',
      customer: 'lead-gen',
      attestation: letters('BBC'),
      callers: () => oneNumber,
      talkS: recorded(random, 0.35, 0.6, 24),
    }),
    ...burst(w, {
      label: 'pool',
      calls: 1_200,
      from: 'transit2',
      customer: 'voip-reseller',
      attestation: letters('BCC-'),
      callers: () => randomNumber(random),
      talkS: recorded(random, 0.3, 0.55, 31),
    }),
    ...burst(w, {
      label: 'neighbor',
      calls: 900,
      from: 'offshore',
      via: ['gateway'],
      customer: 'x',
      attestation: letters('C-'),
      callers: (called) => Math.floor(called / 10_000) * 10_000 + random.below(10_000),
      talkS: recorded(random, 0.3, 0.5, 18),
      fromAbroad: 'PH',
    }),
    ...burst(w, {
      label: 'dno',
      calls: 600,
      from: 'small',
      via: ['transit1'],
      customer: 'x',
      attestation: letters('C-'),
      callers: (_, i) => 18_005_550_000 + (i % 7),
      talkS: recorded(random, 0.3, 0.5, 40),
      dno: true,
    }),
  ];
}

/** Legitimate bulk callers that look suspicious. */
export function honestBursts(w: World): Attempt[] {
  const { random } = w;
  const fixed = randomNumber(random);
  const [school, pharmacy, otp, political] = [1, 2, 3, 4].map((n) => fixed + n * 1_111);
  const agents = Array.from({ length: 300 }, () => randomNumber(random));
  const a = () => 'A';
  return [
    ...burst(w, {
      label: '',
      calls: 2_500,
      from: 'north',
      customer: 'school',
      attestation: a,
      minutes: 12,
      callers: () => school ?? 0,
      talkS: recorded(random, 0.6, 0.12, 33),
      callbacks: 0.02,
    }),
    ...burst(w, {
      label: '',
      calls: 700,
      from: 'south',
      customer: 'pharmacy',
      attestation: a,
      callers: () => pharmacy ?? 0,
      talkS: recorded(random, 0.55, 0.15, 24),
      callbacks: 0.02,
    }),
    ...burst(w, {
      label: '',
      calls: 600,
      from: 'cpaas',
      via: ['gateway'],
      customer: 'otp',
      attestation: () => 'B',
      callers: () => otp ?? 0,
      talkS: recorded(random, 0.9, 0.05, 10),
      fromAbroad: 'IE',
    }),
    ...burst(w, {
      label: '',
      calls: 800,
      from: 'south',
      customer: 'poll',
      attestation: a,
      callers: () => political ?? 0,
      talkS: recorded(random, 0.25, 0.45, 40),
      callbacks: 0.01,
    }),
    ...burst(w, {
      label: '',
      calls: 1_200,
      from: 'transit2',
      customer: 'collector',
      attestation: a,
      callers: (called) => agents[called % agents.length] ?? 0,
      talkS: recorded(random, 0.22, 0.45, 75),
      callbacks: 0.04,
      repeats: 3,
    }),
  ];
}

/**
 * Calls of one number from abroad, of which half are called back. They look like a campaign as long as only the gateway has reported: the
 * call-backs are in other carriers' records.
 */
export const calledBack = (w: World, number: number): Attempt[] =>
  burst(w, {
    label: '',
    calls: 500,
    from: 'abroad',
    via: ['gateway'],
    customer: 'x',
    attestation: () => 'C',
    callers: () => number,
    talkS: recorded(w.random, 0.35, 0.6, 24),
    fromAbroad: 'CA',
    minutes: 15,
    callbacks: 0.5,
  });
