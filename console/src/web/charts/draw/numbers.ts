const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });

/** A number as people write it: `1,234.5`. */
export const inFull = (value: number) => plain.format(value);

/** A number beside an axis: `1,200`, and `1.2M` where it would be long. */
export const inShort = (value: number) =>
  Math.abs(value) < 100_000 ? plain.format(value) : compact.format(value);

/** A share from 0 to 1 as a percentage: `12.5%`. */
export const asPercent = (share: number) => percent.format(share);

/** The unit of shares: its values are from 0 to 1, and shown as percentages. */
export const shareUnit = 'share';

/** A value with its unit: `12 calls`, or `12.5%` where the unit is `share`. */
export function withUnit(value: number, unit: string): string {
  if (unit === shareUnit) return asPercent(value);
  return unit === '' ? inFull(value) : `${inFull(value)} ${unit}`;
}

/** A value where its unit stands beside it. */
export const inUnit = (value: number, unit: string) =>
  unit === shareUnit ? asPercent(value) : inFull(value);

/** A tick of an axis. */
export const asTick = (value: number, unit: string) =>
  unit === shareUnit ? asPercent(value) : inShort(value);

/** The name of an axis: its unit in words. */
export const axisName = (unit: string) => (unit === shareUnit ? 'share, %' : unit);
