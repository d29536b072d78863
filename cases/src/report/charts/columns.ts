import { inWords } from '../../figures/words.ts';
import { bar, type Plot, picture, text, upright, width } from './drawing.ts';
import { everyNth, wholeTicksTo } from './scale.ts';

/** One column: its label, and its parts in the order of the series. */
export interface Column {
  readonly label: string;
  readonly parts: readonly number[];
}

export interface Series {
  readonly name: string;
  readonly fill: string;
}

const legendRow = 20;
/** Rough width of a letter at 12 px. */
const letter = 7.2;

function legend(series: readonly Series[], top: number): { readonly drawn: string; readonly height: number } {
  if (series.length < 2) return { drawn: '', height: 0 };
  let [x, row] = [60, 0];
  const drawn = series
    .map(({ name, fill }) => {
      const needed = 22 + name.length * letter + 14;
      if (x + needed > width) [x, row] = [60, row + 1];
      const y = top + row * legendRow;
      const entry = bar({ x, y, w: 14, h: 12 }, fill, name) + text(x + 20, y + 10, name);
      x += needed;
      return entry;
    })
    .join('');
  return { drawn, height: (row + 1) * legendRow };
}

function parts(
  { label, parts: values }: Column,
  series: readonly Series[],
  x: number,
  w: number,
  plot: Plot,
) {
  let below = 0;
  return values
    .map((value, i) => {
      const [name = '', fill = ''] = [series[i]?.name, series[i]?.fill];
      const from = plot.y(below);
      below += value;
      const to = plot.y(below);
      return value === 0
        ? ''
        : bar({ x, y: to, w, h: from - to }, fill, `${label}, ${name}: ${inWords(value)}`);
    })
    .join('');
}

/** Columns beside each other, each of parts on top of each other. `below` says what the labels are. */
export function columns(
  title: string,
  all: readonly Column[],
  series: readonly Series[],
  below: string,
): string {
  const sums = all.map((column) => column.parts.reduce((sum, part) => sum + part, 0));
  const { plot, drawn } = upright(wholeTicksTo(Math.max(0, ...sums)));
  const room = plot.right - plot.left;
  const slot = room / Math.max(all.length, 1);
  const longest = Math.max(1, ...all.map(({ label }) => label.length));
  const nth = everyNth(all.length, room, longest * letter + 6);
  // A few columns over the whole width would look like areas.
  const w = Math.min(0.8 * slot, 60);
  const drawnColumns = all.map((column, i) => {
    const middle = plot.left + (i + 0.5) * slot;
    const label =
      i % nth === 0 ? text(middle, plot.bottom + 16, column.label, { anchor: 'middle', quiet: true }) : '';
    return parts(column, series, middle - w / 2, w, plot) + label;
  });
  const { drawn: entries, height } = legend(series, plot.bottom + 46);
  const middle = (plot.left + plot.right) / 2;
  return picture(
    title,
    plot.bottom + 50 + height,
    drawn,
    ...drawnColumns,
    all.length === 0
      ? text(middle, (plot.top + plot.bottom) / 2, 'none', { anchor: 'middle', quiet: true })
      : '',
    text(middle, plot.bottom + 34, below, { anchor: 'middle', quiet: true }),
    entries,
  );
}
