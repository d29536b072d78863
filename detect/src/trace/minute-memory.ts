import { minutesIn, type Span } from './span.ts';

/** How many CDRs have arrived for each of some minutes, by the minute's start (s since 1970); a minute without any is left out. */
export type Arrivals = (minutes: readonly number[]) => Promise<ReadonlyMap<number, number>>;

/** A question of which the answer depends on the legs that start in a span alone. The key names it among all others. */
export interface Question {
  readonly key: string;
  readonly span: Span;
}

interface Known<A> {
  readonly seen: string;
  readonly answer: A;
  turn: number;
}

/** An answer that was not asked for in so many turns is forgotten. */
const turnsKept = 10;
/** So many answers are kept, the newest: some 50 MB of legs. */
const mostKept = 20_000;

/**
 * Answers from one turn to the next. An answer holds as long as nothing arrives for the minutes of its span: equality only, as with
 * all builds. So arrivals are read before the legs that an answer is made of.
 */
export class MinuteMemory<A> {
  readonly #arrivals: Arrivals;
  readonly #most: number;
  /** In the order in which they were read. */
  readonly #known = new Map<string, Known<A>>();
  #turn = 0;

  constructor(arrivals: Arrivals, most = mostKept) {
    this.#arrivals = arrivals;
    this.#most = most;
  }

  /** The answers, in the order of the questions. `read` is asked for those that are not known or do not hold any more. */
  async answersTo<Q extends Question>(
    questions: readonly Q[],
    read: (missing: readonly Q[]) => Promise<(question: Q) => A>,
  ): Promise<A[]> {
    if (questions.length === 0) return [];
    const minutes = new Set(questions.flatMap(({ span }) => minutesIn(span)));
    const arrived = await this.#arrivals([...minutes].sort((a, b) => a - b));
    const seenIn = (span: Span) =>
      minutesIn(span)
        .map((minute) => arrived.get(minute) ?? 0)
        .join();
    const missing = new Map<string, Q>();
    for (const question of questions) {
      const known = this.#known.get(question.key);
      if (known?.seen === seenIn(question.span)) known.turn = this.#turn;
      else missing.set(question.key, question);
    }
    if (missing.size > 0) {
      const answerOf = await read([...missing.values()]);
      for (const [key, question] of missing) this.#note(key, seenIn(question.span), answerOf(question));
    }
    const answers = questions.flatMap(({ key }) => {
      const known = this.#known.get(key);
      return known === undefined ? [] : [known.answer];
    });
    for (const key of this.#known.keys()) {
      if (this.#known.size <= this.#most) break;
      this.#known.delete(key);
    }
    return answers;
  }

  #note(key: string, seen: string, answer: A): void {
    this.#known.delete(key);
    this.#known.set(key, { seen, answer, turn: this.#turn });
  }

  /** Ends a turn. */
  endTurn(): void {
    for (const [key, { turn }] of this.#known) if (turn + turnsKept <= this.#turn) this.#known.delete(key);
    this.#turn += 1;
  }
}
