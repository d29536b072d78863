import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { NumberAxis, ValueAxis } from './draw/axes.tsx';
import { Canvas } from './draw/canvas.tsx';
import { asPercent, inFull, withUnit } from './draw/numbers.ts';
import { safe } from './draw/words.ts';
import { type ChartProps, Figure } from './figure.tsx';
import type { Plot } from './layout/plot.ts';
import { type Step, stepsDrawn } from './layout/steps.ts';

export interface StepChartProps extends ChartProps {
  /** The share, 0 to 1, that holds from a length of time on until the next one. */
  readonly steps: readonly Step[];
  /** Of the lengths, such as `hours`. */
  readonly unit: string;
  /** What `share` is, such as `share that had ended`. */
  readonly counts: string;
  /** A length that is marked by a line with a label. */
  readonly mark?: { readonly at: number; readonly label: string };
}

/** A share that grows in steps over a length of time, such as the share of requests that are answered within so many hours. */
export function StepChart({ steps, unit, counts, mark, notes = [], ...about }: StepChartProps) {
  const sorted = steps.toSorted((a, b) => a.at - b.at);
  const drawn = stepsDrawn(sorted);
  const last = sorted.at(-1);
  const told = last === undefined ? '' : ` ${asPercent(last.share)} within ${withUnit(last.at, unit)}.`;
  return (
    <Figure
      {...about}
      notes={notes}
      table={{
        columns: [`within, ${unit}`, counts, 'waiting until then'],
        rows: sorted.map(({ at, share, atRisk }) => [at, asPercent(share), atRisk]),
      }}
    >
      <Canvas
        label={`${about.title}.${told}${mark === undefined ? '' : ` ${mark.label}: ${withUnit(mark.at, unit)}.`}`}
        draw={(width) => drawing({ drawn, unit, counts, mark, width })}
      />
    </Figure>
  );
}

interface Drawing extends Pick<StepChartProps, 'unit' | 'counts'> {
  readonly mark: StepChartProps['mark'] | undefined;
  readonly drawn: readonly Step[];
  readonly width: number;
}

function drawing({ drawn, unit, counts, mark, width }: Drawing) {
  const plot: Plot = { left: 48, right: width - 12, top: 24, bottom: 194 };
  const most = max(drawn, ({ at }) => at) || 1;
  const x = scaleLinear([0, most], [plot.left, plot.right]).nice();
  const y = scaleLinear([0, 1], [plot.bottom, plot.top]);
  const path = line<Step>()
    .x(({ at }) => x(at))
    .y(({ share }) => y(share))
    .curve(curveStepAfter)([...drawn]);
  const isRight = mark !== undefined && x(mark.at) > (plot.left + plot.right) / 2;
  return {
    height: plot.bottom + 42,
    content: (
      <>
        <ValueAxis plot={plot} y={y} ticks={y.ticks(5)} unit="share" name={counts} />
        <NumberAxis plot={plot} x={x} ticks={x.ticks(Math.max(2, Math.floor(width / 80)))} unit={unit} />
        <path className="line stroke-1" d={path ?? ''} />
        {drawn.slice(1).map(({ at, share, atRisk }) => (
          <circle key={at} className="fill-1" cx={x(at)} cy={y(share)} r={drawn.length > 40 ? 1.5 : 3}>
            <title>{`within ${withUnit(at, unit)}: ${asPercent(share)}; ${inFull(atRisk)} waited until then`}</title>
          </circle>
        ))}
        {mark !== undefined && (
          <g>
            <line className="mark" x1={x(mark.at)} x2={x(mark.at)} y1={plot.top} y2={plot.bottom} />
            <text
              className={`halo ${isRight ? 'end' : ''}`}
              x={x(mark.at) + (isRight ? -5 : 5)}
              y={plot.bottom - 8}
            >
              {safe(mark.label)}
            </text>
          </g>
        )}
      </>
    ),
  };
}
