import { type Block, line, type Style, stack, text } from './block.ts';
import { inked } from './inks.ts';
import { element } from './svg.ts';

/** Where sums lie between the left and the right edge of the plot. */
export interface Scale {
  readonly left: number;
  readonly right: number;
  readonly ticks: readonly number[];
  x(logOdds: number): number;
}

/** As many ticks as their numbers have room for. */
const mostTicks = 9;

/** A scale on which all of `sums` (log-odds) have their place. It begins and ends at a tick. */
export function scaleOver(sums: readonly number[], left: number, right: number): Scale {
  const [least, most] = [Math.min(...sums), Math.max(...sums)];
  const step = [1, 2, 5].find((each) => (most - least) / each < mostTicks - 1) ?? 10;
  const first = Math.floor(least / step);
  const last = Math.ceil(most / step);
  return {
    left,
    right,
    ticks: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step),
    x: (logOdds) => left + ((logOdds / step - first) / (last - first)) * (right - left),
  };
}

/** A block with the scale's lines behind it, and all sums from `needed` on shaded. */
export const overGrid = (block: Block, scale: Scale, needed: number): Block => ({
  height: block.height,
  draw(top) {
    const x = scale.x(needed);
    const bottom = top + block.height;
    return [
      element('rect', {
        x,
        y: top,
        width: scale.right - x,
        height: block.height,
        ...inked({ fill: 'reached' }),
      }),
      ...scale.ticks.map((tick) => line([scale.x(tick), top, scale.x(tick), bottom], 'grid')),
      line([x, top, x, bottom], 'text', { 'stroke-width': 1.5, 'stroke-dasharray': '6 4' }),
      block.draw(top),
    ].join('\n');
  },
});

const numbers: Style = { size: 12, ink: 'quiet', anchor: 'middle' };

/** The numbers under the plot: sums, and the score that each means. */
export function axis(scale: Scale, textLeft: number, scoreOf: (sum: number) => string): Block {
  const row = (name: string, numberAt: (tick: number) => string): Block => ({
    height: 18,
    draw: (top) =>
      [
        text(textLeft, top + 14, { size: 12, ink: 'quiet' }, name),
        ...scale.ticks.map((tick) => text(scale.x(tick), top + 14, numbers, numberAt(tick))),
      ].join('\n'),
  });
  return stack([
    row('sum in log-odds', (tick) => inDigits(tick, 0)),
    row('score that this sum gives', scoreOf),
  ]);
}

/** A number with a minus sign as wide as a plus sign; zero has none. */
export function inDigits(value: number, digits: number): string {
  const fixed = Math.abs(value).toFixed(digits);
  return value < 0 && Number(fixed) !== 0 ? `\u2212${fixed}` : fixed;
}

/** What is added, with its sign: two decimals, or three where two would show nothing. */
export const signed = (value: number) =>
  `${value > 0 ? '+' : ''}${inDigits(value, Math.abs(value) < 0.005 ? 3 : 2)}`;
