import type { Random } from '@ringtrace/simulator/random';
import { pickWeighted, type Weighted } from '@ringtrace/simulator/random';

/**
 * A carrier of the network on which tracing is evaluated. The network is abstract and has nothing to do with the
 * simulator's.
 */
export interface Carrier {
  readonly id: string;
  /** How far its clock is ahead, ms. */
  readonly clockMs: number;
  readonly reports: boolean;
  /** In some calls, its records name an innocent carrier as the upstream. */
  readonly lies: boolean;
  /** Its records name no neighbors. */
  readonly mute: boolean;
  /** Its switch writes whole seconds. */
  readonly wholeSeconds: boolean;
}

export interface Network {
  readonly access: Weighted<Carrier>;
  readonly transit: Weighted<Carrier>;
  readonly gateways: readonly Carrier[];
  readonly foreign: readonly Carrier[];
  readonly all: readonly Carrier[];
}

export interface NetworkOptions {
  /** Share of the carriers that report. */
  readonly reporting: number;
  /** Clocks are off by up to this much in either direction, s. */
  readonly skewS: number;
  /** Share of the carriers that lie. */
  readonly lying: number;
  /** Share of the carriers whose records name no neighbors. */
  readonly mute: number;
}

const sizes = { access: 70, transit: 20, gateway: 4, foreign: 6 } as const;

/** Market shares are proportional to 1/rank. So a few carriers have most of the subscribers and of the transit. */
const byMarketShare = (carriers: readonly Carrier[]): Weighted<Carrier> =>
  carriers.map((carrier, rank) => [carrier, 1 / (rank + 1)]);

export function createNetwork(rng: Random, { reporting, skewS, lying, mute }: NetworkOptions): Network {
  const carrier = (kind: string, i: number): Carrier => ({
    id: `${kind}${i}`,
    clockMs: Math.round(rng.between(-skewS, skewS) * 1_000),
    reports: kind !== 'foreign' && rng.chance(reporting),
    lies: rng.chance(lying),
    mute: rng.chance(mute),
    wholeSeconds: rng.chance(0.1),
  });
  const some = (kind: keyof typeof sizes) => Array.from({ length: sizes[kind] }, (_, i) => carrier(kind, i));
  const [access, transit, gateways, foreign] = [
    some('access'),
    some('transit'),
    some('gateway'),
    some('foreign'),
  ];
  return {
    access: byMarketShare(access),
    transit: byMarketShare(transit),
    gateways,
    foreign,
    all: [...access, ...transit, ...gateways, ...foreign],
  };
}

/** Weights of the number of carriers on a path. The average is 4.9, as in FCC DA-25-1100A2. */
const lengths: Weighted<number> = [
  [1, 3],
  [2, 8],
  [3, 11],
  [4, 17],
  [5, 23],
  [6, 20],
  [7, 11],
  [8, 7],
];
/** Share of calls from abroad. */
const fromAbroad = 0.06;

/** The carriers from the origin to the called party's. No carrier occurs twice. */
export function route(rng: Random, network: Network): readonly Carrier[] {
  const hops = pickWeighted(rng, lengths);
  const abroad = hops >= 3 && rng.chance(fromAbroad);
  const first = abroad
    ? [among(rng, network.foreign), among(rng, network.gateways)]
    : [pickWeighted(rng, network.access)];
  const way = [...first];
  while (way.length < hops - 1) way.push(other(rng, network.transit, way));
  if (way.length < hops) way.push(other(rng, network.access, way));
  return way;
}

export function other(rng: Random, from: Weighted<Carrier>, than: readonly Carrier[]): Carrier {
  return pickWeighted(
    rng,
    from.filter(([carrier]) => !than.includes(carrier)),
  );
}

export function among<T>(rng: Random, items: readonly T[]): T {
  const item = items[rng.below(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
