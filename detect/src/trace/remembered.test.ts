import { seeded } from '@ringtrace/platform/seeded';
import { minuteMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import { clockDifferences } from './clocks.ts';
import { leg } from './leg.fixture.ts';
import type { Leg } from './leg.ts';
import { core } from './numbers.ts';
import { RememberedLegs } from './remembered.ts';
import type { ClockSample, LegSource } from './source.ts';
import { minutesIn, type Span } from './span.ts';
import { traceInTurn } from './trace.ts';

const at = Date.UTC(2026, 3, 7, 14);

/** Legs that arrive one after another, as a store answers for them: for whole minutes, and with more than was asked for. */
class Arriving implements LegSource {
  readonly legs: Leg[] = [];
  /** Legs given in answers so far. */
  read = 0;
  readonly arrived = new Map<number, number>();

  arrive(...legs: readonly Leg[]): void {
    this.legs.push(...legs);
    for (const { start_ms } of legs) {
      const minute = 60 * Math.floor(start_ms / minuteMs);
      this.arrived.set(minute, (this.arrived.get(minute) ?? 0) + 1);
    }
  }

  #within(spans: readonly Span[], fits: (leg: Leg) => boolean): Leg[] {
    const minutes = new Set(spans.flatMap(minutesIn));
    const found = this.legs.filter(
      (one) => minutes.has(60 * Math.floor(one.start_ms / minuteMs)) && fits(one),
    );
    this.read += found.length;
    return found;
  }

  async legsTo(called: readonly number[], spans: readonly Span[]) {
    const numbers = new Set(called.map(core));
    return this.#within(spans, (one) => numbers.has(core(one.called_number)));
  }

  async legsEndingAround(starts: readonly Leg[]) {
    const carriers = new Set(starts.map(({ carrier }) => carrier));
    const spans = starts.map(({ start_ms }) => ({ from: start_ms - minuteMs, to: start_ms + 2_000 }));
    return this.#within(spans, (one) => carriers.has(one.carrier) && one.downstream === one.carrier);
  }

  async callsOfCallers(starts: readonly Leg[]) {
    const callers = new Set(starts.map((start) => core(start.calling_number)));
    return this.legs
      .filter((one) => callers.has(core(one.calling_number)))
      .map((one) => ({
        calling: core(one.calling_number),
        called: core(one.called_number),
        minute_ms: minuteMs * Math.floor(one.start_ms / minuteMs),
      }));
  }

  async legsIn(spans: readonly Span[]) {
    return spans.map((span) => this.#within([span], () => true).length);
  }

  async clockDifferences(samples: readonly ClockSample[]) {
    return samples.map(({ span, every }) =>
      clockDifferences(this.#within([span], (one) => one.called_number % every === 0)),
    );
  }

  feedAccounts = async () => [];
  foreignProviders = async () => new Set<string>();
}

const remembered = (source: Arriving) => new RememberedLegs(source, async () => source.arrived);

describe('remembered legs', () => {
  it('are read again only where something has arrived', async () => {
    const source = new Arriving();
    const [one, other] = [
      { calling: 12_025_550_100, called: 13_035_550_100, time: at },
      { calling: 12_025_550_100, called: 13_035_550_101, time: at + 10 * minuteMs },
    ];
    source.arrive(leg('a a b', at), {
      ...leg('a a b', other.time),
      called_number: other.called,
      call_id: 'other',
    });
    const memory = remembered(source);
    const hops = async () =>
      (await traceInTurn(memory, [one, other])).map(({ path }) => path?.hops.map(({ reported }) => reported));
    expect(await hops()).toEqual([
      [true, false],
      [true, false],
    ]);
    const before = source.read;
    expect(await hops()).toHaveLength(2);
    expect(source.read).toBe(before);
    source.arrive(leg('b a b', at + 100));
    expect(await hops()).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  it.each([1, 2, 3])(
    'trace calls as legs that are read now do, whatever was asked before (seed %i)',
    async (seed) => {
      const { pick, below, chance } = seeded(seed);
      const source = new Arriving();
      const memory = remembered(source);
      const numbers = [12_025_550_100, 12_025_550_101, 12_025_550_102, 0];
      const called = [13_035_550_100, 13_035_550_101, 12_025_550_100];
      const drawn = (i: number): Leg => {
        const start = at + 1_000 * below(900);
        return {
          ...leg(pick(['a a b', 'b a b', 'b a c', 'c b c', 'c c a', 'a c a', 'a  a']), start),
          call_id: `call ${i}`,
          calling_number: pick(numbers),
          called_number: pick(called),
          hold_ms: 1_000 * (5 + below(20)),
          origid: chance(0.3) ? pick(['x', 'y']) : '',
        };
      };
      /** A call to a subscriber of a, and the one that this subscriber forwards it with. */
      const forward = (i: number): Leg[] => {
        const start = at + 1_000 * below(900);
        const said = { calling_number: 12_025_550_200 + i, talk_ms: 20_000 };
        return [
          leg('a b a', start, {
            ...said,
            call_id: `in ${i}`,
            called_number: 13_035_550_100,
            hold_ms: 30_000,
          }),
          leg('a a b', start + 5_000, {
            ...said,
            call_id: `out ${i}`,
            called_number: 13_035_550_101,
            hold_ms: 25_000,
          }),
        ];
      };
      let forwarded = 0;
      for (let round = 0; round < 12; round += 1) {
        source.arrive(...Array.from({ length: 8 }, (_, i) => drawn(100 * round + i)), ...forward(round));
        const requests = source.legs
          .filter(() => chance(0.4))
          .map((one) => ({ calling: one.calling_number, called: one.called_number, time: one.start_ms }));
        const fresh = await traceInTurn(remembered(source), requests);
        expect(await traceInTurn(memory, requests)).toEqual(fresh);
        memory.endTurn();
        forwarded += fresh.filter(
          ({ legs }) => new Set(legs.map((one) => one.called_number)).size > 1,
        ).length;
      }
      expect(forwarded).toBeGreaterThan(0);
    },
  );
});
