import { bisector } from 'd3-array';
import { area, line } from 'd3-shape';
import { type PointerEvent, useState } from 'react';
import { TimeAxis, ValueAxis } from './draw/axes.tsx';
import { Canvas } from './draw/canvas.tsx';
import { Legend } from './draw/legend.tsx';
import { axisName, inFull, inUnit, withUnit } from './draw/numbers.ts';
import { clockText, timeText, timeTicks, type Zone } from './draw/time.ts';
import { safe, widthInPixels } from './draw/words.ts';
import { type ChartProps, Figure } from './figure.tsx';
import {
  drawnSeries,
  everySo,
  type LineLayout,
  lineLayout,
  lonely,
  type Mark,
  rangeOf,
  type Series,
  seriesRows,
} from './layout/line.ts';
import type { Point } from './layout/thin.ts';

export interface LineChartProps extends ChartProps {
  readonly series: readonly Series[];
  /** In words, such as `calls per minute`; `share` where the values are from 0 to 1, and shown as percentages. */
  readonly unit: string;
  /** Moments that are marked by a line with a label. */
  readonly marks?: readonly Mark[];
  readonly tz?: Zone;
}

const numberOf = (i: number) => (i % 6) + 1;

/** Values over time: lines, areas, and dashed lines such as a baseline. */
export function LineChart({ series, unit, marks = [], tz = 'utc', notes = [], ...about }: LineChartProps) {
  const { drawn, given } = drawnSeries(series);
  const rows = seriesRows(drawn);
  const shown = drawn.reduce((sum, { points }) => sum + points.length, 0);
  const thinning =
    shown < given
      ? [
          `${inFull(shown)} of ${inFull(given)} points are drawn and listed: of each short span the lowest and the highest.`,
        ]
      : [];
  return (
    <Figure
      {...about}
      notes={[...thinning, ...notes]}
      table={{
        columns: [
          `time (${tz === 'utc' ? 'UTC' : 'your zone'})`,
          ...series.map(({ name }) => `${name}, ${axisName(unit)}`),
        ],
        rows: rows.map(({ at, values }) => [
          timeText(at, tz),
          ...values.map((value) => (value === null ? 'not known' : Number(value.toFixed(4)))),
        ]),
      }}
      legend={series.length > 1 ? <SeriesLegend series={series} /> : undefined}
    >
      <Canvas
        label={`${about.title}. ${drawn.map((one) => inWords(one, unit, tz)).join(' ')}`}
        draw={(width) => {
          const layout = lineLayout(drawn, marks, width, widthInPixels);
          return { height: layout.height, content: <Drawing {...{ drawn, layout, unit, tz }} /> };
        }}
      />
    </Figure>
  );
}

function inWords({ name, points }: Series, unit: string, tz: Zone): string {
  const range = rangeOf(points);
  if (range === undefined) return `${safe(name)}: nothing known.`;
  const { low, high } = range;
  return `${safe(name)}: from ${inUnit(low.value, unit)} to ${withUnit(high.value, unit)}, the highest at ${timeText(high.at, tz)}.`;
}

interface DrawingProps {
  readonly drawn: readonly Series[];
  readonly layout: LineLayout;
  readonly unit: string;
  readonly tz: Zone;
}

function Drawing({ drawn, layout, unit, tz }: DrawingProps) {
  const { plot, x, y, domain, ticks, marks } = layout;
  const timeCount = Math.max(2, Math.floor((plot.right - plot.left) / 90));
  return (
    <>
      <ValueAxis plot={plot} y={y} ticks={ticks} unit={unit} />
      <TimeAxis plot={plot} x={x} ticks={timeTicks(domain, tz, timeCount)} domain={domain} tz={tz} />
      {drawn.map((one, i) => (
        <SeriesShape key={one.name} series={one} number={numberOf(i)} layout={layout} />
      ))}
      {marks.map(({ label, isEnd, x: at, y: top }) => (
        <g key={`${at} ${label}`}>
          <line className="mark" x1={at} x2={at} y1={top - 10} y2={plot.bottom} />
          <text className={`halo ${isEnd ? 'end' : ''}`} x={isEnd ? at - 4 : at + 4} y={top}>
            {safe(label)}
          </text>
        </g>
      ))}
      <Readout drawn={drawn} layout={layout} unit={unit} tz={tz} />
    </>
  );
}

function SeriesShape({
  series: { points, kind },
  number,
  layout: { x, y },
}: {
  readonly series: Series;
  readonly number: number;
  readonly layout: LineLayout;
}) {
  const isKnown = ({ value }: Point) => value !== null;
  const xOf = ({ at }: Point) => x(at);
  const yOf = ({ value }: Point) => y(value ?? 0);
  const outline = line<Point>().defined(isKnown).x(xOf).y(yOf)([...points]);
  const filled = area<Point>().defined(isKnown).x(xOf).y0(y(0)).y1(yOf)([...points]);
  return (
    <g>
      {kind === 'area' && <path className={`area fill-${number}`} d={filled ?? ''} />}
      <path
        className={`line stroke-${number} ${kind === 'dashed' ? 'dashed' : ''} ${kind === 'area' ? 'thin' : ''}`}
        d={outline ?? ''}
      />
      {kind === 'line' &&
        everySo(points, x).map((point) => (
          <Marker key={point.at} number={number} x={xOf(point)} y={yOf(point)} />
        ))}
      {lonely(points).map((point) => (
        <circle key={point.at} className={`fill-${number}`} cx={xOf(point)} cy={yOf(point)} r={4} />
      ))}
    </g>
  );
}

/** Lines differ by shapes on them as well as by color; the first is plain. */
const shapes: Readonly<Record<number, string>> = {
  2: 'M-4,-4H4V4H-4Z',
  3: 'M0,-5L5,4H-5Z',
  4: 'M0,-5L5,0L0,5L-5,0Z',
  5: 'M-5,-4H5L0,5Z',
  6: 'M-5,-2H-2V-5H2V-2H5V2H2V5H-2V2H-5Z',
};

function Marker({ number, x, y }: { readonly number: number; readonly x: number; readonly y: number }) {
  return <path className={`fill-${number}`} transform={`translate(${x},${y})`} d={shapes[number] ?? ''} />;
}

interface ReadoutProps {
  readonly drawn: readonly Series[];
  readonly layout: LineLayout;
  readonly unit: string;
  readonly tz: Zone;
}

/** What is drawn at the moment that somebody points at. All of it is in the table too. */
function Readout({ drawn, layout: { plot, x, domain }, unit, tz }: ReadoutProps) {
  const [at, setAt] = useState<number>();
  const rows = seriesRows(drawn);
  const point = (event: PointerEvent<SVGRectElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setAt(domain[0] + ((event.clientX - left) / width) * (domain[1] - domain[0]));
  };
  const row =
    at === undefined ? undefined : rows[bisector(({ at: time }: { at: number }) => time).center(rows, at)];
  const told = row?.values.flatMap((value, i) =>
    value === null ? [] : [`${safe(drawn[i]?.name ?? '')} ${inUnit(value, unit)}`],
  );
  const isRight = row !== undefined && x(row.at) > (plot.left + plot.right) / 2;
  return (
    <g>
      {row !== undefined && (
        <>
          <line className="axis" x1={x(row.at)} x2={x(row.at)} y1={plot.top} y2={plot.bottom} />
          <text
            className={`halo strong ${isRight ? 'end' : ''}`}
            x={x(row.at) + (isRight ? -6 : 6)}
            y={plot.top + 12}
          >
            {[clockText(row.at, tz), ...(told ?? [])].join(' · ')}
          </text>
        </>
      )}
      <rect
        className="pointed"
        x={plot.left}
        y={plot.top}
        width={plot.right - plot.left}
        height={plot.bottom - plot.top}
        onPointerMove={point}
        onPointerLeave={() => setAt(undefined)}
      />
    </g>
  );
}

function SeriesLegend({ series }: { readonly series: readonly Series[] }) {
  return (
    <Legend
      entries={series.map(({ name, kind }, i) => ({
        label: name,
        sample: (
          <>
            {kind === 'area' && <rect className={`area fill-${numberOf(i)}`} width={24} height={14} />}
            <line
              className={`line stroke-${numberOf(i)} ${kind === 'dashed' ? 'dashed' : ''}`}
              x1={0}
              x2={24}
              y1={kind === 'area' ? 1 : 7}
              y2={kind === 'area' ? 1 : 7}
            />
            {kind === 'line' && <Marker number={numberOf(i)} x={12} y={7} />}
          </>
        ),
      }))}
    />
  );
}
