import { busyLineCalls } from '../busy-lines.ts';
import type { LabelledCall } from '../call.ts';
import { type DialerSpec, dialerCalls } from '../dialer.ts';
import { conversation, hungUp } from '../outcome.ts';
import { logBetween, pick, type Random, random } from '../random.ts';
import { mergeByTime } from '../time-order.ts';
import type { World } from '../world.ts';

/** A business with direct lines: a block, or one in many branches. Whoever calls out shows one of them, and people call these lines. */
export type DirectLines = DialerSpec & {
  /** Its numbers, E.164 with +. Its first provider holds them. */
  readonly lines: readonly string[];
  /** Number of calls to each line. */
  readonly callsIn: number;
};

/**
 * Draws the businesses with direct lines of one network: 16 to 60 lines, 300 to 4,000 calls out by two providers, and 3 to 20 calls to each
 * line (assumptions). People talk, and up to two in five of those who answer hang up at once. Every second business has branches: its lines are in
 * up to 30 exchanges of its provider.
 */
export const drawDirectLines = (world: World, hours: number, count: number): readonly DirectLines[] =>
  Array.from({ length: count }, (_, nth) =>
    drawBusiness(world, hours, `direct-lines-${world.seed}-${nth}`, nth % 2 === 1),
  );

function drawBusiness(world: World, hours: number, name: string, hasBranches: boolean): DirectLines {
  const rng = random(world.seed, name);
  const { number, provider } = world.population.line(rng.below(world.population.size));
  const block = blockOf(rng, number.slice(0, -4), 16 + rng.below(45));
  const lines = hasBranches ? inBranches(world, name, provider.id, block) : block;
  const others = [...world.providers.values()].filter(
    ({ country, share, id }) => country === 'US' && share > 0 && id !== provider.id,
  );
  const minutes = Math.min(rng.between(180, 600), hours * 60);
  return {
    name,
    campaign: false,
    lines,
    callsIn: 3 + rng.below(18),
    origins: [provider.id, pick(rng, others).id],
    calls: Math.round(logBetween(rng, 300, 4_000)),
    startMinute: Math.round(rng.between(0, Math.max(0, Math.min(12, hours) * 60 - minutes))),
    minutes,
    callers: () => ({ own: lines, next: (draw) => pick(draw, lines) }),
    targets: 'anywhere',
    repeats: rng.between(0.02, 0.2),
    unassigned: rng.between(0.005, 0.06),
    attests: [['A', 1]],
    // The second provider knows its customer, and not all of the numbers.
    attestsElsewhere: [
      ['A', rng.between(0, 2)],
      ['B', 1],
    ],
    way: 'direct',
    callBacks: rng.between(0.02, 0.1),
    callerName: null,
    outcome: {
      answered: rng.between(0.3, 0.65),
      talk: [
        [hungUp(1.5, 6), rng.between(6, 40)],
        [conversation(rng.between(14, 45), 0.7), rng.between(35, 50)],
        [conversation(rng.between(100, 220), 0.9), rng.between(25, 50)],
      ],
    },
  };
}

/** Numbers of one exchange, one after the other. */
function blockOf(rng: Random, prefix: string, count: number): readonly string[] {
  const first = rng.below(10_000 - count);
  return Array.from({ length: count }, (_, i) => prefix + String(first + i).padStart(4, '0'));
}

const mostBranches = 30;

/** As many lines as a block has, in exchanges of one provider. */
function inBranches(
  world: World,
  name: string,
  provider: string,
  block: readonly string[],
): readonly string[] {
  const rng = random(world.seed, `branches of ${name}`);
  const own = world.population.exchanges.filter((exchange) => exchange.provider.id === provider);
  const branches = Array.from({ length: mostBranches }, () => pick(rng, own).prefix);
  return block.map((line, i) => branches[i % branches.length] + line.slice(-4));
}

/** Calls of a business with direct lines, and calls to its lines, in order of time. */
export function directLineCalls(world: World, business: DirectLines): Iterable<LabelledCall> {
  const [provider = ''] = business.origins;
  const outcome = { answered: 0.8, talk: [[conversation(90, 1), 1]] } as const;
  const toLines = business.lines.map((number) => {
    const line = { name: `${business.name} ${number}`, number, provider, outcome };
    return busyLineCalls(world, { ...line, calls: business.callsIn, weight: () => 1 }, business.callsIn);
  });
  return mergeByTime([dialerCalls(world, business, business.calls), ...toLines]);
}
