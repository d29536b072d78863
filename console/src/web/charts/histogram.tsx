import { max, min, sum } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { NumberAxis, ValueAxis } from './draw/axes.tsx';
import { Canvas } from './draw/canvas.tsx';
import { FilledRect } from './draw/filled-rect.tsx';
import { inFull, withUnit } from './draw/numbers.ts';
import { fitted, safe, widthInPixels } from './draw/words.ts';
import { type ChartProps, Figure } from './figure.tsx';
import { type Bin, joined, liesIn } from './layout/bins.ts';
import { type Plot, valueTicks } from './layout/plot.ts';

export interface HistogramProps extends ChartProps {
  readonly bins: readonly Bin[];
  /** What a bin counts, such as `calls`. */
  readonly counts?: string;
  /** Of the bins' limits, such as `seconds`. */
  readonly unit: string;
  /** A range to look at: its bins are marked, and the label stands above. */
  readonly mark?: { readonly from: number; readonly to: number; readonly label: string };
}

/** How many there are of each size. */
export function Histogram({ bins, counts = 'calls', unit, mark, notes = [], ...about }: HistogramProps) {
  const drawn = joined(bins.toSorted((a, b) => a.from - b.from));
  const joining =
    drawn.length < bins.length
      ? [
          `${inFull(bins.length)} bins are drawn and listed as ${inFull(drawn.length)}: neighbors are added up.`,
        ]
      : [];
  const highest = drawn.toSorted((a, b) => b.count - a.count)[0];
  const total = sum(bins, ({ count }) => count);
  const label = [
    `${about.title}. ${inFull(total)} ${counts}.`,
    highest &&
      `Most, ${inFull(highest.count)}, are from ${inFull(highest.from)} to ${withUnit(highest.to, unit)}.`,
    mark && `Marked: ${safe(mark.label)}.`,
  ].join(' ');
  return (
    <Figure
      {...about}
      notes={[...joining, ...notes]}
      table={{
        columns: [`from, ${unit}`, `to below, ${unit}`, counts, 'marked'].slice(
          0,
          mark === undefined ? 3 : 4,
        ),
        rows: drawn.map((bin) => [
          bin.from,
          bin.to,
          bin.count,
          ...(mark === undefined ? [] : [liesIn(bin, mark) ? 'yes' : 'no']),
        ]),
      }}
    >
      <Canvas label={label} draw={(width) => drawing({ drawn, counts, unit, mark, width })} />
    </Figure>
  );
}

interface Drawing {
  readonly drawn: readonly Bin[];
  readonly counts: string;
  readonly unit: string;
  readonly mark: HistogramProps['mark'];
  readonly width: number;
}

function drawing({ drawn, counts, unit, mark, width }: Drawing) {
  const top = mark === undefined ? 24 : 42;
  const plot: Plot = { left: 48, right: width - 12, top, bottom: top + 170 };
  const [from, to] = [min(drawn, (bin) => bin.from) ?? 0, max(drawn, (bin) => bin.to) ?? 1];
  const x = scaleLinear([from, to === from ? from + 1 : to], [plot.left, plot.right]);
  const y = scaleLinear([0, max(drawn, ({ count }) => count) || 1], [plot.bottom, plot.top]).nice(4);
  const gap = (plot.right - plot.left) / Math.max(1, drawn.length) > 4 ? 1 : 0;
  return {
    height: plot.bottom + 42,
    content: (
      <>
        {mark !== undefined && <MarkBand mark={mark} plot={plot} x={x} width={width} />}
        <ValueAxis
          plot={plot}
          y={y}
          ticks={valueTicks(
            y.ticks(4),
            drawn.every(({ count }) => Number.isInteger(count)),
          )}
          unit={counts}
        />
        {drawn.map((bin) => (
          <g key={bin.from}>
            <title>{`${inFull(bin.from)} to ${withUnit(bin.to, unit)}: ${inFull(bin.count)} ${counts}`}</title>
            <FilledRect
              number={mark !== undefined && liesIn(bin, mark) ? 2 : 1}
              x={x(bin.from)}
              y={y(bin.count)}
              width={Math.max(0.5, x(bin.to) - x(bin.from) - gap)}
              height={Math.max(0, plot.bottom - y(bin.count))}
            />
          </g>
        ))}
        <NumberAxis plot={plot} x={x} ticks={x.ticks(Math.max(2, Math.floor(width / 80)))} unit={unit} />
      </>
    ),
  };
}

function MarkBand({
  mark,
  plot,
  x,
  width,
}: {
  readonly mark: { readonly from: number; readonly to: number; readonly label: string };
  readonly plot: Plot;
  readonly x: (value: number) => number;
  readonly width: number;
}) {
  const clamped = (value: number) => Math.min(plot.right, Math.max(plot.left, x(value)));
  const [left, right] = [clamped(mark.from), clamped(mark.to)];
  // Bold letters are wider.
  const label = fitted(mark.label, width - 8, 13);
  const room = widthInPixels(label, 13) / 2;
  const middle = Math.min(width - room, Math.max(room, (left + right) / 2));
  return (
    <g>
      <rect
        className="band"
        x={left - 2}
        y={plot.top - 6}
        width={Math.max(2, right - left) + 4}
        height={plot.bottom - plot.top + 6}
      />
      <text className="strong middle" x={middle} y={plot.top - 10}>
        {label}
      </text>
    </g>
  );
}
