import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { NumberAxis } from './draw/axes.tsx';
import { Canvas } from './draw/canvas.tsx';
import { FilledRect } from './draw/filled-rect.tsx';
import { Legend } from './draw/legend.tsx';
import { axisName, inFull, inUnit, shareUnit, withUnit } from './draw/numbers.ts';
import { linesOf, safe, widthInPixels } from './draw/words.ts';
import { type ChartProps, Figure } from './figure.tsx';
import { valueTicks } from './layout/plot.ts';

/** How a bar looks, and what that means. */
const kinds = {
  plain: { number: 1, words: '' },
  proven: { number: 1, words: 'proven' },
  claimed: { number: 2, words: 'only claimed' },
  warn: { number: 5, words: 'beyond what is usual' },
  other: { number: 6, words: 'others, to compare with' },
} as const;
type BarKind = keyof typeof kinds;

interface BarRow {
  readonly label: string;
  readonly value: number;
  /** Bounds of the true value, 95 times in 100. */
  readonly low?: number;
  readonly high?: number;
  readonly kind?: BarKind;
}

export interface BarsProps extends ChartProps {
  readonly rows: readonly BarRow[];
  /** In words, such as `calls`; `share` where the values are from 0 to 1, and shown as percentages. */
  readonly unit: string;
  /** End of the axis; the largest value where it is not given. */
  readonly max?: number;
}

/** So many rows can be read in a picture; the table has them all. */
const mostRows = 40;
/** Pixels of a row whose name takes one line, and two. */
const heights = { one: 26, two: 36 } as const;

/** One bar for each row, with the bounds of its value where they are known. */
export function Bars({ rows, unit, max: end, notes = [], ...about }: BarsProps) {
  const drawn = rows.slice(0, mostRows);
  const used = [...new Set(drawn.map(({ kind = 'plain' }) => kind))].filter(
    (kind) => kinds[kind].words !== '',
  );
  const hasBounds = rows.some(({ low, high }) => low !== undefined && high !== undefined);
  const leftOut =
    drawn.length < rows.length
      ? [`The first ${mostRows} of ${inFull(rows.length)} are drawn; the table has them all.`]
      : [];
  const bounded = hasBounds
    ? ['The thin line across a bar is where the true value lies, 95 times in 100.']
    : [];
  const label = `${about.title}. ${drawn
    .slice(0, 5)
    .map((row) => `${safe(row.label)}: ${withUnit(row.value, unit)}.`)
    .join(' ')}${rows.length > 5 ? ` And ${rows.length - 5} more.` : ''}`;
  return (
    <Figure
      {...about}
      notes={[...leftOut, ...bounded, ...notes]}
      table={{
        columns: [
          'name',
          axisName(unit),
          ...(hasBounds ? ['at least', 'at most'] : []),
          ...(used.length > 0 ? ['kind'] : []),
        ],
        rows: rows.map((row) => [
          row.label,
          cell(row.value, unit),
          ...(hasBounds ? [cell(row.low, unit), cell(row.high, unit)] : []),
          ...(used.length > 0 ? [kinds[row.kind ?? 'plain'].words] : []),
        ]),
      }}
      legend={
        used.length > 0 ? (
          <Legend
            entries={used.map((kind) => ({
              label: kinds[kind].words,
              sample: <FilledRect number={kinds[kind].number} x={0} y={0} width={24} height={14} />,
            }))}
          />
        ) : undefined
      }
    >
      <Canvas label={label} draw={(width) => drawing({ drawn, unit, end, width })} />
    </Figure>
  );
}

const cell = (value: number | undefined, unit: string) =>
  value === undefined ? 'not known' : unit === shareUnit ? inUnit(value, unit) : Number(value.toFixed(4));

interface Drawing {
  readonly drawn: readonly BarRow[];
  readonly unit: string;
  readonly end: number | undefined;
  readonly width: number;
}

function drawing({ drawn, unit, end, width }: Drawing) {
  const names = Math.min(0.36 * width, Math.max(60, ...drawn.map(({ label }) => widthInPixels(label) + 8)));
  const values = Math.max(...drawn.map(({ value }) => widthInPixels(inUnit(value, unit)) + 12));
  const rowHeight = drawn.some(({ label }) => linesOf(label, names - 8).length > 1)
    ? heights.two
    : heights.one;
  const plot = { left: names, right: width - values, top: 6, bottom: 6 + drawn.length * rowHeight };
  const most = end ?? max(drawn, ({ value, high }) => Math.max(value, high ?? 0));
  const x = scaleLinear([0, most || 1], [plot.left, plot.right]).clamp(true);
  const ticks = valueTicks(
    x.ticks(Math.max(2, Math.floor((plot.right - plot.left) / 80))),
    unit !== shareUnit && drawn.every(({ value }) => Number.isInteger(value)),
  );
  return {
    height: plot.bottom + 42,
    content: (
      <>
        {ticks.map((tick) => (
          <line key={tick} className="grid" x1={x(tick)} x2={x(tick)} y1={plot.top} y2={plot.bottom} />
        ))}
        {drawn.map((row, i) => (
          <BarShape
            // biome-ignore lint/suspicious/noArrayIndexKey: two rows may have one name
            key={i}
            row={row}
            unit={unit}
            x={x}
            y={plot.top + i * rowHeight}
            names={names}
            rowHeight={rowHeight}
          />
        ))}
        <NumberAxis plot={plot} x={x} ticks={ticks} unit={unit} />
      </>
    ),
  };
}

interface BarShapeProps {
  readonly row: BarRow;
  readonly unit: string;
  x(value: number): number;
  readonly y: number;
  readonly names: number;
  readonly rowHeight: number;
}

function BarShape({
  row: { label, value, low, high, kind = 'plain' },
  unit,
  x,
  y,
  names,
  rowHeight,
}: BarShapeProps) {
  const middle = y + rowHeight / 2;
  const end = Math.max(x(value), high === undefined ? 0 : x(high));
  const bounds =
    low === undefined || high === undefined ? '' : `, from ${inUnit(low, unit)} to ${inUnit(high, unit)}`;
  return (
    <g>
      <title>{`${safe(label)}: ${withUnit(value, unit)}${bounds}`}</title>
      {linesOf(label, names - 8).map((line, i, { length }) => (
        <text key={line} className="end" x={names - 8} y={middle + 4 + (i - (length - 1) / 2) * 14}>
          {line}
        </text>
      ))}
      <FilledRect
        number={kinds[kind].number}
        x={x(0)}
        y={y + 5}
        width={Math.max(1, x(value) - x(0))}
        height={rowHeight - 10}
      />
      {low !== undefined && high !== undefined && <Bounds low={x(low)} high={x(high)} y={middle} />}
      <text className="strong" x={end + 6} y={middle + 4}>
        {inUnit(value, unit)}
      </text>
    </g>
  );
}

/** The line is drawn over one of the paper's color, which tells it from a dark bar. */
function Bounds({ low, high, y }: { readonly low: number; readonly high: number; readonly y: number }) {
  const way = `M${low},${y - 5}v10M${low},${y}H${high}M${high},${y - 5}v10`;
  return (
    <>
      <path className="bounds-around" d={way} />
      <path className="bounds" d={way} />
    </>
  );
}
