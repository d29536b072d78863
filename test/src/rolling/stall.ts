import { pause } from '@ringtrace/platform/pause';

const lookEveryMs = 100;

/** The longest time in which a count did not grow, from its first growth to the end of the watch. */
export interface StallWatch {
  /** Ends the watch and gives the time, ms. */
  end(): Promise<number>;
}

/** The longest time between two growths of a count. @param looks counts with their times, ms, the earliest first */
export function longestStall(looks: readonly { readonly at: number; readonly count: number }[]): number {
  let longest = 0;
  let grewAt: number | undefined;
  let known = looks[0]?.count ?? 0;
  for (const { at, count } of looks) {
    if (count <= known) continue;
    if (grewAt !== undefined) longest = Math.max(longest, at - grewAt);
    grewAt = at;
    known = count;
  }
  return longest;
}

/** Looks at a count ten times a second. A look that fails is left out. */
export function watchStall(count: () => Promise<number>): StallWatch {
  const ending = new AbortController();
  const looks: { at: number; count: number }[] = [];
  const watching = (async () => {
    for (; !ending.signal.aborted; await pause(lookEveryMs, ending.signal)) {
      const found = await count().catch(() => undefined);
      if (found !== undefined) looks.push({ at: performance.now(), count: found });
    }
  })();
  return {
    async end() {
      ending.abort();
      await watching;
      return longestStall(looks);
    },
  };
}
