import { fittingLabels, type Plot } from '../layout/plot.ts';
import { asTick, axisName } from './numbers.ts';
import { type TimeTick, timeAxisName, type Zone } from './time.ts';
import { fitted, widthInPixels } from './words.ts';

type Scale = (value: number) => number;

/** Values from bottom to top, with their lines over the whole plot and their unit above. */
export function ValueAxis({
  plot,
  y,
  ticks,
  unit,
  name = axisName(unit),
}: {
  readonly plot: Plot;
  readonly y: Scale;
  readonly ticks: readonly number[];
  readonly unit: string;
  readonly name?: string;
}) {
  return (
    <g>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="grid" x1={plot.left} x2={plot.right} y1={y(tick)} y2={y(tick)} />
          <text className="quiet end" x={plot.left - 6} y={y(tick) + 4}>
            {asTick(tick, unit)}
          </text>
        </g>
      ))}
      <text className="quiet" x={0} y={12}>
        {fitted(name, plot.right)}
      </text>
    </g>
  );
}

/** Numbers from left to right below the plot, with their unit. */
export function NumberAxis({
  plot,
  x,
  ticks,
  unit,
}: {
  readonly plot: Plot;
  readonly x: Scale;
  readonly ticks: readonly number[];
  readonly unit: string;
}) {
  return (
    <BottomAxis
      plot={plot}
      ticks={ticks.map((tick) => ({ x: x(tick), text: asTick(tick, unit) }))}
      name={axisName(unit)}
    />
  );
}

/** Times from left to right below the plot, with their zone and dates. */
export function TimeAxis({
  plot,
  x,
  ticks,
  domain,
  tz,
}: {
  readonly plot: Plot;
  readonly x: Scale;
  readonly ticks: readonly TimeTick[];
  readonly domain: readonly [number, number];
  readonly tz: Zone;
}) {
  return (
    <BottomAxis
      plot={plot}
      ticks={ticks.map(({ at, text }) => ({ x: x(at), text }))}
      name={timeAxisName(domain, tz)}
    />
  );
}

function BottomAxis({
  plot,
  ticks,
  name,
}: {
  readonly plot: Plot;
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly name: string;
}) {
  const labels = ticks.map(({ x, text }) => {
    const width = widthInPixels(text);
    return { text, width, x: Math.min(x, plot.right + 12 - width / 2) };
  });
  return (
    <g>
      <line className="axis" x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} />
      {ticks.map(({ x }) => (
        <line key={x} className="axis" x1={x} x2={x} y1={plot.bottom} y2={plot.bottom + 5} />
      ))}
      {fittingLabels(labels).map(({ x, text }) => (
        <text key={x} className="quiet middle" x={x} y={plot.bottom + 18}>
          {text}
        </text>
      ))}
      <text className="quiet end" x={plot.right} y={plot.bottom + 36}>
        {fitted(name, plot.right)}
      </text>
    </g>
  );
}
