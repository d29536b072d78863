import { describe, expect, it } from 'vitest';
import { blocksTogether } from '../features/called-blocks.ts';
import { features } from '../features/features.fixture.ts';
import { type CallOrigin, type Features, lastBin } from '../features/features.ts';
import { noOriginKey } from '../features/segment-key.ts';
import { baselineOf } from './baseline.ts';
import { mayOpen } from './guards.ts';
import { judgeTogether } from './pool.ts';
import { judgeSegment } from './score.ts';
import { inSequence } from './sequence-of-place.ts';
import { calledInSequence } from './signals/caller.ts';

const baseline = baselineOf([0, 2, 20, lastBin], [4_000, 300, 3_000, 2_200], {
  receiving: 0.5,
  calledBack: 0.03,
});

/** Some hash of a block. */
const hashOf = (block: number) => Math.imul(block + 1, 2_654_435_761) >>> 0;
/** The sample of some called numbers. */
const blocksOf = (called: readonly number[]) =>
  blocksTogether([called.map((number) => hashOf(Math.floor(number / 10)) * 1_024 + (1 << (number % 10)))]);
/** `count` numbers from the first on. */
const sequence = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);
/** `count` different ones of the numbers of some exchanges, as if at random. */
function atRandom(count: number, exchanges: number): readonly number[] {
  const called = new Set<number>();
  for (let i = 1; called.size < count; i += 1) {
    const mixed = Math.imul(i ^ (i >>> 7), 2_654_435_761);
    called.add((Math.imul(mixed ^ (mixed >>> 15), 2_246_822_519) >>> 5) % (exchanges * 10_000));
  }
  return [...called];
}
const elsewhere = (count: number) => atRandom(count, 300).map((number) => number + 10_000_000);

const origin = (claimed_origin: string): CallOrigin => ({
  ...noOriginKey,
  place: 'claimed',
  place_provider: claimed_origin,
  origin_provider: '',
  claimed_origin,
  entry_provider: '',
  next_provider: '',
});
interface Caller {
  readonly called: readonly number[];
  readonly place?: string;
  readonly hour?: number;
}
/** What the signal says of each of some callers. */
function read(callers: readonly Caller[]) {
  const kept = callers.map(({ hour = 0 }, i) => ({
    segment_id: `${i}`,
    counts: { ...features, hour, segment: `${i}`, content: '' },
  }));
  const looked = new Map(
    callers.map(({ called, place = 'p' }, i) => [
      `${i}`,
      { details: { ...features, called_blocks: blocksOf(called) }, origin: origin(place) },
    ]),
  );
  const found = inSequence(kept, looked);
  return callers.map((_, i) => {
    const { evidence } = judgeSegment({ ...features, ...found.get(`${i}`) }, baseline);
    return evidence.find(({ name }) => name === calledInSequence.name)?.contribution;
  });
}
const alone = (called: readonly number[]) => read([{ called }])[0];

describe('numbers called in sequence', () => {
  it('are plain, also where a third of the calls is not seen, and beside other calls', () => {
    expect(alone(sequence(400))).toBe(1);
    expect(alone(sequence(3_000).filter((n) => n % 3 !== 0))).toBe(1);
    expect(alone([...sequence(400), ...elsewhere(80)])).toBe(1);
  });

  it('are not those of a list, even where it has a fifth of all numbers of its exchanges', () => {
    expect(alone(atRandom(2_000, 2))).toBe(0);
    expect(alone(atRandom(4_000, 2))).toBe(0);
    expect(alone(atRandom(6_000, 1))).toBeGreaterThan(0.8);
  });

  it('are not the lines of one business, which are few blocks, nor told of few calls', () => {
    expect(alone(sequence(150))).toBe(0);
    expect(alone([...sequence(150), ...elsewhere(20)])).toBe(0);
    expect(alone(sequence(9))).toBeUndefined();
  });

  it('may be shared among many callers of one place and hour, each of which calls one here and one there', () => {
    const shared = (more: (caller: number) => Partial<Caller> = () => ({})) =>
      Array.from({ length: 30 }, (_, caller) => ({
        called: sequence(900).filter((n) => n % 30 === caller),
        ...more(caller),
      }));
    expect(new Set(read(shared()))).toEqual(new Set([1]));
    expect(new Set(read(shared((caller) => ({ place: `p${caller}` }))))).toEqual(new Set([0]));
    expect(new Set(read(shared((hour) => ({ hour }))))).toEqual(new Set([0]));
    expect(read([...shared(), { called: elsewhere(40) }]).at(-1)).toBe(0);
  });

  it('are plain of callers that are judged together, wherever and whenever each of them calls', () => {
    const parts = Array.from({ length: 30 }, (_, caller) => ({
      segment_id: `${caller}`,
      judged: {
        features: {
          ...features,
          sampled_called: 30,
          called_blocks: blocksOf(sequence(900).filter((n) => n % 30 === caller)),
        },
        baseline,
      },
    }));
    const contributionOf = (some: typeof parts) =>
      judgeTogether(some).evidence.find(({ name }) => name === calledInSequence.name)?.contribution;
    expect(contributionOf(parts)).toBe(1);
    expect(contributionOf(parts.slice(0, 3))).toBe(0);
  });

  it('open nothing where the number may be called back: an emergency service may call a whole town', () => {
    const bins = Array.from({ length: 50 }, (_, i) => 4 + i);
    const opens = (more: Partial<Features>) =>
      mayOpen(
        judgeSegment(
          {
            ...features,
            calls: 2_000,
            answered: 700,
            short: 450,
            outcomes: [
              [0, 2, 3, ...bins],
              [1_300, 225, 225, ...bins.map(() => 5)],
            ],
            asked_calls: 2_000,
            source_calls: 2_000,
            attested_a: 2_000,
            attested_b: 0,
            unproven: 0,
            sampled_called: 600,
            called_in_sequence: 600,
            ...more,
          },
          baseline,
        ),
      );
    expect(opens({})).toBe(true);
    expect(opens({ called_back: 12, asked_called_back: 12 })).toBe(false);
    expect(opens({ called_in_sequence: 150 })).toBe(false);
    // Many numbers, each shown once: the customers of a provider with one exchange together call most numbers there.
    const customers = { calling_numbers: 1_900 };
    expect(opens(customers)).toBe(true);
    expect(opens({ ...customers, called_back: 30 })).toBe(false);
    // Most calls are ordinary ones.
    expect(
      opens({
        calls: 2_800,
        outcomes: [
          [0, 2, 3, ...bins, lastBin],
          [1_300, 225, 225, ...bins.map(() => 5), 800],
        ],
      }),
    ).toBe(false);
  });
});
