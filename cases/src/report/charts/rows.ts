import { linesOf } from '@ringtrace/detect/candidates/waterfall/svg';
import { inWords } from '../../figures/words.ts';
import { bar, picture, text, width } from './drawing.ts';

/** A bar that lies, for names that may be long. */
export interface LyingBar {
  readonly label: string;
  readonly value: number;
}

const [nameWidth, left, right] = [250, 270, width - 70];
const lineHeight = 16;
const fill = '#1b4fc4';

/** Bars below each other, the names at their left in as many lines as they need. */
export function lyingBars(title: string, bars: readonly LyingBar[]): string {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  let top = 4;
  const drawn = bars.map(({ label, value }) => {
    const lines = linesOf(label, nameWidth, 12);
    const height = lines.length * lineHeight + 8;
    const w = (value / most) * (right - left);
    const row =
      lines
        .map((words, i) => text(left - 12, top + (i + 0.8) * lineHeight, words, { anchor: 'end' }))
        .join('') +
      bar({ x: left, y: top, w, h: 16 }, fill, `${label}: ${inWords(value)}`) +
      text(left + w + 6, top + 13, inWords(value), { quiet: true });
    top += height;
    return row;
  });
  if (bars.length === 0) return picture(title, 30, text(left, 20, 'none', { quiet: true }));
  return picture(title, top + 4, ...drawn);
}
