import { sum } from 'd3-array';
import { Canvas } from './draw/canvas.tsx';
import { FilledRect, fills } from './draw/filled-rect.tsx';
import { Legend } from './draw/legend.tsx';
import { asPercent, inFull } from './draw/numbers.ts';
import { safe, widthInPixels } from './draw/words.ts';
import { type ChartProps, Figure } from './figure.tsx';
import { type Part, type PlacedPart, placedParts } from './layout/shares.ts';

export interface SharesProps extends ChartProps {
  /** In the order in which they are drawn. */
  readonly parts: readonly Part[];
  /** What a part counts, such as `calls`. */
  readonly counts?: string;
}

/** How a whole splits up: one bar of all parts. */
export function Shares({ parts, counts = 'calls', notes = [], ...about }: SharesProps) {
  const placed = placedParts(parts, fills);
  const total = sum(parts, ({ value }) => value);
  const told = placed.map(
    ({ label, value, share }) => `${safe(label)}: ${inFull(value)}, ${asPercent(share)}`,
  );
  return (
    <Figure
      {...about}
      notes={notes}
      table={{
        columns: ['name', counts, 'share'],
        rows: total > 0 ? parts.map(({ label, value }) => [label, value, asPercent(value / total)]) : [],
      }}
      legend={
        <Legend
          entries={placed.map((_, i) => ({
            label: told[i] ?? '',
            sample: <FilledRect number={i + 1} x={0} y={0} width={24} height={14} />,
          }))}
        />
      }
    >
      <Canvas label={`${about.title}. ${told.join('. ')}.`} draw={(width) => drawing(placed, width, told)} />
    </Figure>
  );
}

const barHeight = 34;

function drawing(placed: readonly PlacedPart[], width: number, told: readonly string[]) {
  return {
    height: barHeight + 22,
    content: (
      <>
        {placed.map(({ label, share, from }, i) => {
          const [x, room] = [from * width, share * width];
          const text = asPercent(share);
          return (
            <g key={label}>
              <title>{told[i]}</title>
              <FilledRect
                number={i + 1}
                x={x}
                y={0}
                width={Math.max(0.5, room - (i < placed.length - 1 ? 2 : 0))}
                height={barHeight}
              />
              {widthInPixels(text) + 6 < room && (
                <text className="middle" x={x + room / 2} y={barHeight + 16}>
                  {text}
                </text>
              )}
            </g>
          );
        })}
      </>
    ),
  };
}
