import { element, escaped } from '@ringtrace/detect/candidates/waterfall/svg';
import { inWords } from '../../figures/words.ts';

/** Pixels of the whole picture. */
export const width = 760;
const ink = { text: '#14181f', quiet: '#4a5260', grid: '#d5d9de' } as const;

export const text = (
  x: number,
  y: number,
  words: string,
  { anchor = 'start', quiet = false }: { anchor?: 'start' | 'middle' | 'end'; quiet?: boolean } = {},
) =>
  element(
    'text',
    { x, y, 'font-size': 12, fill: quiet ? ink.quiet : ink.text, 'text-anchor': anchor },
    escaped(words),
  );

export const line = (
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  stroke: keyof typeof ink = 'grid',
) => element('line', { x1, y1, x2, y2, stroke: ink[stroke], 'stroke-width': 1 });

/** A filled rectangle, which tells what it shows where it is pointed at. */
export const bar = (
  { x, y, w, h }: { readonly x: number; readonly y: number; readonly w: number; readonly h: number },
  fill: string,
  told: string,
) =>
  element(
    'rect',
    { x, y, width: Math.max(0, w), height: Math.max(0, h), fill, stroke: '#ffffff', 'stroke-width': 0.5 },
    element('title', {}, escaped(told)),
  );

/** A picture with its title for those who can't see it. Its data stands beside it as a table. */
export const picture = (title: string, height: number, ...content: readonly string[]) =>
  element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': 'system-ui, sans-serif',
    },
    element('title', {}, escaped(title)),
    ...content,
  );

/** Where a plot with axes lies in its picture, pixels. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The place of a value on the upright axis. */
  y(value: number): number;
}

/** The upright axis with its lines, from 0 to the last tick. */
export function upright(
  ticks: readonly number[],
  { top = 10, height = 220, unit = '' }: { top?: number; height?: number; unit?: string } = {},
): { readonly plot: Plot; readonly drawn: string } {
  const most = ticks.at(-1) ?? 1;
  const plot = {
    left: 60,
    right: width - 10,
    top,
    bottom: top + height,
    y: (value: number) => top + height - (value / most) * height,
  };
  const drawn = ticks
    .map(
      (tick) =>
        line([plot.left, plot.y(tick), plot.right, plot.y(tick)], tick === 0 ? 'quiet' : 'grid') +
        text(plot.left - 8, plot.y(tick) + 4, `${inWords(tick, Number.isInteger(tick) ? 0 : 1)}${unit}`, {
          anchor: 'end',
          quiet: true,
        }),
    )
    .join('');
  return { plot, drawn };
}
