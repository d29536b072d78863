/** What could not be asked together, for one reason. */
export interface Unanswered {
  readonly what: readonly string[];
  readonly why: string;
}

/** Asks one thing after another or all at once; what fails costs its own answer alone. */
export class Asking {
  readonly #reasons = new Map<string, string>();
  readonly #explain: (error: unknown) => unknown;

  /** @param explain turns an error into one that people understand. */
  constructor(explain: (error: unknown) => unknown = (error) => error) {
    this.#explain = explain;
  }

  /** The answer, or null where there is none: then `what` is among the unanswered. */
  async ask<R>(what: string, question: () => Promise<R>): Promise<R | null> {
    try {
      return await question();
    } catch (error) {
      const explained = this.#explain(error);
      const message = explained instanceof Error ? explained.message : String(explained);
      this.#reasons.set(what, message.split('\n')[0] ?? message);
      return null;
    }
  }

  get unanswered(): Unanswered[] {
    const byReason = Map.groupBy(this.#reasons, ([, why]) => why);
    return [...byReason].map(([why, asked]) => ({ what: asked.map(([what]) => what).sort(), why }));
  }
}
