/** Values of an axis from 0 on: round numbers, at most about six. The last one is not below `most`. */
export function ticksTo(most: number): number[] {
  const wanted = Math.max(most, 1e-9) / 5;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= wanted) ?? 10 * power;
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  // Steps below 1 would otherwise add up to numbers such as 0.30000000000000004.
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

/** Whole values of an axis: of counts, where 2.5 means nothing. */
export const wholeTicksTo = (most: number): number[] => ticksTo(Math.max(most, 5)).filter(Number.isInteger);

/** Every how many labels one is written, so that labels of this width do not touch. */
export const everyNth = (labels: number, room: number, labelWidth: number): number =>
  Math.max(1, Math.ceil((labels * labelWidth) / Math.max(room, 1)));
