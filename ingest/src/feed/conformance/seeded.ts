/** Numbers that look random and are the same in every run. */
export function seeded(seed: number) {
  let state = seed >>> 0;
  /** Mulberry32: 0 to limit - 1. */
  function below(limit: number): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }
  function pick<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    const choice = choices[below(choices.length)];
    if (choice === undefined) throw new RangeError('nothing to pick from');
    return choice;
  }
  return { below, pick };
}
