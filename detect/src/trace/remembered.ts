import type { ClockDifference } from './clocks.ts';
import { busySpan, forwardSpan, mayBeForwardOf } from './forward.ts';
import type { Leg } from './leg.ts';
import { legName } from './leg-key.ts';
import { type Arrivals, MinuteMemory } from './minute-memory.ts';
import { core, sameNumber } from './numbers.ts';
import type { TraceRequest } from './select.ts';
import type { ClockSample, LegSource } from './source.ts';
import { type CallerCall, isInMinutes, minutesIn, type Span } from './span.ts';

const spanKey = (span: Span) => minutesIn(span).join();
/** Each leg once: several questions may have it as an answer. */
function once(answers: readonly Leg[][]): Leg[] {
  if (answers.length < 2) return answers.flat();
  return [...new Map(answers.flat().map((leg) => [legName(leg), leg])).values()];
}

/** So many windows are remembered, the newest. Each has a difference of clocks for every two carriers that meet. */
const mostWindows = 500;

/**
 * A source of legs that remembers what it read, as long as nothing arrives for the minutes it read. An answer holds exactly what
 * was asked for, so that it does not show what was asked together with it. Feeds and providers are read each time.
 */
export class RememberedLegs implements LegSource {
  readonly #source: LegSource;
  readonly #toNumbers: MinuteMemory<Leg[]>;
  readonly #ending: MinuteMemory<Leg[]>;
  readonly #ofCallers: MinuteMemory<CallerCall[]>;
  readonly #inSpans: MinuteMemory<number>;
  readonly #clocks: MinuteMemory<ClockDifference[]>;

  constructor(source: LegSource, arrivals: Arrivals) {
    this.#source = source;
    this.#toNumbers = new MinuteMemory(arrivals);
    this.#ending = new MinuteMemory(arrivals);
    this.#ofCallers = new MinuteMemory(arrivals);
    this.#inSpans = new MinuteMemory(arrivals);
    this.#clocks = new MinuteMemory(arrivals, mostWindows);
  }

  /** Ends a turn: what was not asked for in a number of turns is forgotten. */
  endTurn(): void {
    for (const memory of [this.#toNumbers, this.#ending, this.#ofCallers, this.#inSpans, this.#clocks])
      memory.endTurn();
  }

  async legsTo(called: readonly number[], spans: readonly Span[]): Promise<Leg[]> {
    const questions = spans.map((span, i) => {
      const number = core(called[i] ?? 0);
      return { key: `${number} ${spanKey(span)}`, span, number };
    });
    const answers = await this.#toNumbers.answersTo(questions, async (missing) => {
      const legs = await this.#source.legsTo(
        missing.map(({ number }) => number),
        missing.map(({ span }) => span),
      );
      const byNumber = Map.groupBy(legs, (leg) => core(leg.called_number));
      return ({ number, span }) =>
        (byNumber.get(number) ?? []).filter((leg) => isInMinutes(span, leg.start_ms));
    });
    const byNumber = Map.groupBy(answers.entries(), ([i]) => questions[i]?.number);
    return [...byNumber.values()].flatMap((own) => once(own.map(([, legs]) => legs)));
  }

  async legsEndingAround(starts: readonly Leg[]): Promise<Leg[]> {
    const questions = starts.map((start) => ({ key: legName(start), span: forwardSpan(start), start }));
    const answers = await this.#ending.answersTo(questions, async (missing) => {
      const legs = await this.#source.legsEndingAround(missing.map(({ start }) => start));
      const byCarrier = Map.groupBy(legs, (leg) => leg.carrier);
      return ({ start }) => (byCarrier.get(start.carrier) ?? []).filter((leg) => mayBeForwardOf(leg, start));
    });
    return once(answers);
  }

  async callsOfCallers(starts: readonly Leg[]): Promise<CallerCall[]> {
    const questions = starts.map((start) => {
      const span = busySpan(start);
      return { key: `${core(start.calling_number)} ${spanKey(span)}`, span, start };
    });
    const answers = await this.#ofCallers.answersTo(questions, async (missing) => {
      const calls = await this.#source.callsOfCallers(missing.map(({ start }) => start));
      return ({ start, span }) =>
        calls.filter(
          ({ calling, minute_ms }) =>
            sameNumber(calling, start.calling_number) && isInMinutes(span, minute_ms),
        );
    });
    return answers.flat();
  }

  async legsIn(spans: readonly Span[]): Promise<number[]> {
    const questions = spans.map((span) => ({ key: spanKey(span), span }));
    return this.#inSpans.answersTo(questions, async (missing) => {
      const counts = await this.#source.legsIn(missing.map(({ span }) => span));
      const byKey = new Map(missing.map(({ key }, i) => [key, counts[i]]));
      return ({ key }) => byKey.get(key) ?? 0;
    });
  }

  async clockDifferences(samples: readonly ClockSample[]): Promise<ClockDifference[][]> {
    const questions = samples.map((sample) => ({
      key: `${spanKey(sample.span)} ${sample.every}`,
      span: sample.span,
      sample,
    }));
    return this.#clocks.answersTo(questions, async (missing) => {
      const found = await this.#source.clockDifferences(missing.map(({ sample }) => sample));
      const byKey = new Map(missing.map(({ key }, i) => [key, found[i]]));
      return ({ key }) => byKey.get(key) ?? [];
    });
  }

  feedAccounts: LegSource['feedAccounts'] = (carriers, span) => this.#source.feedAccounts(carriers, span);
  callsGone = (requests: readonly TraceRequest[]) =>
    this.#source.callsGone?.(requests) ?? Promise.resolve(() => false);
  foreignProviders: LegSource['foreignProviders'] = () => this.#source.foreignProviders();
}
