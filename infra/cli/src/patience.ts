import { failingInWords } from '@ringtrace/platform/metrics/failures';
import { isLasting, type Trouble } from '@ringtrace/platform/troubles';

/** One line: who fails to do what, how often and why. */
export const troubleInWords = ({ worker, host, what, failures, ...of }: Trouble) =>
  `${worker} on ${host}: ${what} ${failingInWords({ ...of, times: failures })}`;

/** A worker fails again and again. */
export class FailingForGood extends Error {
  override name = 'FailingForGood';

  constructor(trouble: Trouble) {
    super(`waited in vain: ${troubleInWords(trouble)}; the log of that worker says more`);
  }
}

/** Says when waiting has become pointless. */
export class Patience {
  #atFirst: ReadonlyMap<string, number> | undefined;

  /** A lasting trouble that was told again since the first look: what was told before may be of a worker that is gone. */
  endedBy(troubles: readonly Trouble[]): Trouble | undefined {
    this.#atFirst ??= new Map(troubles.map((trouble) => [keyOf(trouble), trouble.at]));
    return troubles.find(
      (trouble) => isLasting(trouble) && this.#atFirst?.get(keyOf(trouble)) !== trouble.at,
    );
  }
}

const keyOf = ({ worker, host, what }: Trouble) => JSON.stringify([worker, host, what]);
