/** Length of a bin of durations, s. */
export const binS = 2;
/** Answered durations are counted by the second, to tell messages apart. All of this length and longer count as one, s. */
export const longestS = 120;
/** Outcome of a call: bin 0 = unanswered, then bins of `binS` of the answered duration; the last is `longestS` and more. */
export const lastBin = 1 + longestS / binS;

/** The outcome of an answered call that lasted so many whole seconds. */
export const binOf = (second: number) => 1 + Math.min(lastBin - 1, Math.floor(second / binS));

/** SQL: the same of a call. */
export const outcomeBin = `if(answered, 1 + least(${lastBin - 1}, intDiv(duration_s, ${binS})), 0)`;
