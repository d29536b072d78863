/**
 * Keeps answers by what they follow from, which costs less to read than the answer. `basisNow` is read before and after an answer is
 * made: an answer whose basis has changed meanwhile is given out once and is not kept, and neither is an error. Whoever asks while an
 * answer is being made waits for the same one.
 * @param most answers that are kept; the ones that were not asked for longest go first
 */
export function keepWhileSame<R>(
  most: number,
): (basisNow: () => Promise<string>, make: () => Promise<R>) => Promise<R> {
  const kept = new Map<string, Promise<R>>();
  return async (basisNow, make) => {
    const basis = await basisNow();
    const before = kept.get(basis);
    if (before !== undefined) {
      kept.delete(basis);
      kept.set(basis, before);
      return before;
    }
    const made = make();
    kept.set(basis, made);
    const drop = () => {
      if (kept.get(basis) === made) kept.delete(basis);
    };
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    try {
      const answer = await made;
      if ((await basisNow()) !== basis) drop();
      return answer;
    } catch (error) {
      drop();
      throw error;
    }
  };
}
