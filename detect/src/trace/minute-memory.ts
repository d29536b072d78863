import { AnswerMemory } from './answer-memory.ts';
import { minutesIn, type Span } from './span.ts';

/**
 * How many CDRs have arrived for each of some minutes, by the minute's start (s since 1970); a minute without any is
 * left out.
 */
export type Arrivals = (minutes: readonly number[]) => Promise<ReadonlyMap<number, number>>;

/** A question of which the answer depends on the legs that start in a span alone. The key names it among all others. */
export interface Question {
  readonly key: string;
  readonly span: Span;
}

/** So many answers are kept, the newest: some 50 MB of legs. */
const mostKept = 20_000;

/**
 * Answers from one turn to the next. An answer holds as long as nothing arrives for the minutes of its span: equality
 * only, as with all builds. So arrivals are read before the legs that an answer is made of.
 */
export class MinuteMemory<A> {
  readonly #arrivals: Arrivals;
  readonly #answers: AnswerMemory<A>;

  constructor(arrivals: Arrivals, most = mostKept) {
    this.#arrivals = arrivals;
    this.#answers = new AnswerMemory(most);
  }

  /** An answer to each question, in their order. `read` is asked for those that are not known or do not hold any more. */
  async answersTo<Q extends Question>(
    questions: readonly Q[],
    read: (missing: readonly Q[]) => Promise<(question: Q) => A>,
  ): Promise<A[]> {
    if (questions.length === 0) return [];
    const minutes = new Set(questions.flatMap(({ span }) => minutesIn(span)));
    const arrived = await this.#arrivals([...minutes].sort((a, b) => a - b));
    const versionOf = ({ span }: Question) =>
      minutesIn(span)
        .map((minute) => arrived.get(minute) ?? 0)
        .join();
    const answers = await this.#answers.answersTo(
      questions.map((question) => ({ key: question.key, version: versionOf(question), question })),
      async (missing) => {
        const answerOf = await read(missing.map(({ question }) => question));
        return ({ question }) => answerOf(question);
      },
    );
    return answers.map((answer, i) => {
      // Callers pair answers with questions by their index.
      if (answer === undefined) throw new Error(`no answer was read for ${questions[i]?.key}`);
      return answer;
    });
  }

  /** Ends a turn. */
  endTurn(): void {
    this.#answers.endTurn();
  }
}
