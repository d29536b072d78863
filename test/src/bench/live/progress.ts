/** A count that only rises, over time. Times in ms. */
export class Progress {
  readonly #notes: { readonly at: number; readonly count: number }[] = [];

  note(at: number, count: number): void {
    this.#notes.push({ at, count });
  }

  /** The count at a time. */
  countAt(at: number): number {
    return this.#notes.findLast((note) => note.at <= at)?.count ?? 0;
  }

  /** When it had reached `count`; undefined = not yet. */
  reached(count: number): number | undefined {
    return this.#notes.find((note) => note.count >= count)?.at;
  }
}

/** Adds up counts of several workers. Each worker's count only rises. */
export class Summed {
  readonly #counts = new Map<number, number>();
  readonly #into: Progress;

  constructor(into: Progress) {
    this.#into = into;
  }

  note(worker: number, at: number, count: number): void {
    this.#counts.set(worker, count);
    this.#into.note(
      at,
      [...this.#counts.values()].reduce((sum, one) => sum + one, 0),
    );
  }
}

/** For how long the oldest CDR that is sent and not stored has been waiting at a time, ms; 0 where there is none. */
export function ingestLag(sent: Progress, stored: Progress, at: number): number {
  const done = stored.countAt(at);
  const waits = done < sent.countAt(at) ? sent.reached(done + 1) : undefined;
  return waits === undefined ? 0 : Math.max(0, at - waits);
}
