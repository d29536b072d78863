/** A question, named by its key among all others. An answer holds for one version of what it rests on. */
export interface Versioned {
  readonly key: string;
  readonly version: string;
}

interface Remembered<A> {
  readonly version: string;
  readonly answer: A;
  turn: number;
}

/** An answer that was not asked for in so many turns is forgotten. */
const turnsKept = 10;

/** Answers from one turn to the next. An answer holds as long as its version is the same; undefined is asked for again. */
export class AnswerMemory<A> {
  readonly #most: number;
  /** In the order in which they were read. */
  readonly #known = new Map<string, Remembered<A>>();
  #turn = 0;

  /** At most `most` answers are kept, the newest. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The answers, in the order of the questions. `read` is asked for those that are not known or do not hold any more. */
  async answersTo<Q extends Versioned>(
    questions: readonly Q[],
    read: (missing: readonly Q[]) => Promise<(question: Q) => A | undefined>,
  ): Promise<(A | undefined)[]> {
    const missing = new Map<string, Q>();
    for (const question of questions) {
      const known = this.#known.get(question.key);
      if (known?.version === question.version) known.turn = this.#turn;
      else missing.set(question.key, question);
    }
    if (missing.size > 0) {
      const answerOf = await read([...missing.values()]);
      for (const question of missing.values()) this.#note(question, answerOf(question));
    }
    const answers = questions.map(({ key }) => this.#known.get(key)?.answer);
    for (const key of this.#known.keys()) {
      if (this.#known.size <= this.#most) break;
      this.#known.delete(key);
    }
    return answers;
  }

  #note({ key, version }: Versioned, answer: A | undefined): void {
    this.#known.delete(key);
    if (answer !== undefined) this.#known.set(key, { version, answer, turn: this.#turn });
  }

  /** Ends a turn. */
  endTurn(): void {
    for (const [key, { turn }] of this.#known) if (turn + turnsKept <= this.#turn) this.#known.delete(key);
    this.#turn += 1;
  }
}
