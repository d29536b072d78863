import { element, escaped } from '@ringtrace/detect/candidates/waterfall/svg';
import { inWords } from '../../figures/words.ts';
import type { Step } from '../survival.ts';
import { line, picture, text, upright } from './drawing.ts';

const stroke = '#1b4fc4';
/** Hours that the axis may end at: days and weeks, so that its marks mean something. */
const ends = [24, 48, 72, 168, 336, 720, 1_440, 2_880, 8_760];
const marks = [0, 1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1];

/** The end of the axis: nearly all that happens lies before it. */
function endOf(steps: readonly Step[]): number {
  const last = steps.at(-1)?.share ?? 0;
  const nearly = steps.find(({ share }) => share >= 0.98 * last)?.hours ?? 0;
  return ends.find((end) => end >= nearly) ?? nearly;
}

/** A curve of the share that has ended, which rises in steps. @param last hours of the last observation, where it ends */
export function curve(title: string, steps: readonly Step[], last: number): string {
  const { plot, drawn } = upright([0, 20, 40, 60, 80, 100], { unit: ' %' });
  const end = endOf(steps);
  const x = (hours: number) => plot.left + (Math.min(hours, end) / end) * (plot.right - plot.left);
  const shown = steps.filter(({ hours }) => hours <= end);
  const path = shown.map(({ hours, share }) => `H${x(hours).toFixed(1)}V${plot.y(100 * share).toFixed(1)}`);
  const axis = marks.map(
    (part) =>
      line([x(part * end), plot.bottom, x(part * end), plot.bottom + 4], 'quiet') +
      text(x(part * end), plot.bottom + 18, inWords(part * end), { anchor: 'middle', quiet: true }),
  );
  const told = element('title', {}, escaped(title));
  const middle = (plot.left + plot.right) / 2;
  return picture(
    title,
    plot.bottom + 44,
    drawn,
    ...axis,
    steps.length === 0
      ? text(middle, (plot.top + plot.bottom) / 2, 'none', { anchor: 'middle', quiet: true })
      : element(
          'path',
          {
            d: `M${x(0)} ${plot.y(0)}${path.join('')}H${x(last).toFixed(1)}`,
            fill: 'none',
            stroke,
            'stroke-width': 2,
          },
          told,
        ),
    text(middle, plot.bottom + 36, 'hours', { anchor: 'middle', quiet: true }),
  );
}
