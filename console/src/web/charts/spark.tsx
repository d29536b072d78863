import { extent } from 'd3-array';
import { inFull } from './draw/numbers.ts';
import { safe } from './draw/words.ts';
import './charts.css';

export interface SparkProps {
  /** In order of time. */
  readonly values: readonly number[];
  /** What the values are, such as `CDRs per minute`. */
  readonly label: string;
}

const [width, height] = [96, 22];

/** A line of values as small as a word, with its lowest, highest and last value as its text. */
export function Spark({ values, label }: SparkProps) {
  const [low = 0, high = 0] = extent(values);
  const last = values.at(-1);
  if (last === undefined) return <span className="chart-said">no values</span>;
  const x = (i: number) => 3 + (values.length < 2 ? 0.5 : i / (values.length - 1)) * (width - 6);
  const y = (value: number) =>
    height - 3 - (high === low ? 0.5 : (value - low) / (high - low)) * (height - 6);
  const told = `${safe(label)}: ${inFull(low)} to ${inFull(high)}, ${inFull(last)} at last`;
  return (
    <svg
      className="chart-spark"
      role="img"
      aria-label={told}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <title>{told}</title>
      <path
        d={values
          .map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)},${y(value).toFixed(1)}`)
          .join('')}
      />
      <circle cx={x(values.length - 1)} cy={y(last)} r={2.2} />
    </svg>
  );
}
