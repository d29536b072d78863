import type { WaterfallData, WaterfallStep } from '@ringtrace/detect/candidates/waterfall/data';
import { inDigits, type Scale, scaleOver, signed } from '@ringtrace/detect/candidates/waterfall/scale';
import { linesOf } from '@ringtrace/detect/candidates/waterfall/svg';
import { Canvas } from './draw/canvas.tsx';
import { Legend } from './draw/legend.tsx';
import { safe } from './draw/words.ts';
import { type ChartProps, Figure } from './figure.tsx';

export interface WaterfallProps extends ChartProps {
  /** As `waterfallData` of detect gives it: the route of a candidate passes it on. */
  readonly evidence: WaterfallData;
}

const looks = {
  caller: { className: 'for', words: 'facts about the caller' },
  behavior: { className: 'for-pale', words: 'behavior of the calls' },
  against: { className: 'against', words: 'speaks against a campaign' },
} as const;

const lookOf = ({ side, from, to }: WaterfallStep) => {
  if (to < from) return looks.against;
  return side === 'caller' ? looks.caller : looks.behavior;
};

/** How the signals of a candidate add up to its score. */
export function Waterfall({ evidence, notes = [], ...about }: WaterfallProps) {
  const { prior, needed, sum, score, most, steps, silent, checks } = evidence;
  const silence = silent.length === 0 ? [] : [`Looked at, and adding nothing: ${silent.join(', ')}.`];
  const told = checks.map(({ isMet, words }) => `${isMet ? 'Reached' : 'Not reached'}: ${words}`);
  return (
    <Figure
      {...about}
      notes={[...told, ...silence, ...notes]}
      table={{
        columns: ['signal', 'what it says', 'side', 'adds', 'sum with it'],
        rows: [
          ['before any signal', '', '', '', digits(prior)],
          ...steps.map((step) => [
            step.name,
            step.words,
            lookOf(step).words,
            signed(step.contribution),
            digits(step.to),
          ]),
          ['score', `${score}, of ${most} at most`, '', '', digits(sum)],
        ],
      }}
      legend={
        <Legend
          entries={Object.values(looks).map(({ className, words }) => ({
            label: words,
            sample: <rect className={className} x={1} y={1} width={22} height={12} />,
          }))}
        />
      }
    >
      <Canvas
        needs={600}
        label={`${about.title}. From ${digits(prior)} on, ${steps.filter(({ from, to }) => to > from).length} signals raise the sum and ${steps.filter(({ from, to }) => to < from).length} lower it, to ${digits(sum)}; ${needed} is needed. The score is ${score}.`}
        draw={(width) => drawing(evidence, width)}
      />
    </Figure>
  );
}

const digits = (value: number) => inDigits(value, 2);

interface Columns {
  readonly wordsWidth: number;
  readonly scale: Scale;
  readonly adds: number;
  readonly sum: number;
}

interface Row {
  readonly key: string;
  readonly title: string;
  readonly name: readonly string[];
  readonly words: readonly string[];
  readonly height: number;
  readonly top: number;
}

const lineHeight = 16;
const head = 26;

function drawing({ prior, needed, sum, score, most, steps }: WaterfallData, width: number) {
  const wordsWidth = Math.max(110, Math.min(340, 0.4 * width));
  const scale = scaleOver(
    [prior, needed + 1, sum, ...steps.map(({ to }) => to)],
    wordsWidth + 24,
    width - 118,
  );
  const columns: Columns = { wordsWidth, scale, adds: width - 54, sum: width - 2 };
  let top = head;
  const rowOf = (key: string, name: string, words: string): Row => {
    const lines = {
      name: linesOf(safe(name), wordsWidth, 13.2),
      words: linesOf(safe(words), wordsWidth, 12),
    };
    const height = 14 + lineHeight * (lines.name.length + lines.words.length);
    const row = { key, title: `${safe(name)}: ${safe(words)}`, ...lines, height, top };
    top += height;
    return row;
  };
  const first = rowOf(
    'prior',
    'Before any signal',
    `about ${Math.round(100 / (1 + Math.exp(-prior)))} in 100`,
  );
  const rows = steps.map((step) => ({ step, row: rowOf(step.name, step.name, step.words) }));
  const last = rowOf(
    'score',
    `Score ${score}`,
    `the probability of a campaign by these signals; ${most} at most`,
  );
  const bottom = top;
  const x = scale.x(needed);
  return {
    height: bottom + 42,
    content: (
      <>
        <rect className="band" x={x} y={head} width={scale.right - x} height={bottom - head} />
        {scale.ticks.map((tick) => (
          <line key={tick} className="grid" x1={scale.x(tick)} x2={scale.x(tick)} y1={head} y2={bottom} />
        ))}
        <line className="needed" x1={x} x2={x} y1={head} y2={bottom} />
        <text
          className="strong middle"
          x={Math.min(x, scale.right - 20)}
          y={head - 8}
        >{`needed: ${needed}`}</text>
        <text className="quiet end" x={columns.adds} y={head - 8}>
          adds
        </text>
        <text className="quiet end" x={columns.sum} y={head - 8}>
          sum
        </text>
        <Words row={first} />
        <Diamond x={scale.x(prior)} y={first.top + first.height / 2} half={5} />
        <text className="quiet end" x={columns.sum} y={first.top + first.height / 2 + 4}>
          {digits(prior)}
        </text>
        <Link x={scale.x(prior)} from={first.top + first.height / 2} to={first.top + first.height} />
        {rows.map(({ step, row }) => (
          <StepShape key={row.key} step={step} row={row} columns={columns} />
        ))}
        <Link x={scale.x(sum)} from={last.top} to={last.top + last.height / 2} />
        <Words row={last} />
        <Diamond x={scale.x(sum)} y={last.top + last.height / 2} half={9} />
        <text className="strong end" x={columns.sum} y={last.top + last.height / 2 + 4}>
          {digits(sum)}
        </text>
        <line className="axis" x1={scale.left} x2={scale.right} y1={bottom} y2={bottom} />
        <text className="quiet" x={0} y={bottom + 16}>
          sum in log-odds
        </text>
        <text className="quiet" x={0} y={bottom + 34}>
          score of this sum
        </text>
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <text className="quiet middle" x={scale.x(tick)} y={bottom + 16}>
              {inDigits(tick, 0)}
            </text>
            <text className="quiet middle" x={scale.x(tick)} y={bottom + 34}>
              {digits(most / (1 + Math.exp(-tick)))}
            </text>
          </g>
        ))}
      </>
    ),
  };
}

function Words({ row: { name, words, top } }: { readonly row: Row }) {
  return (
    <>
      {name.map((text, i) => (
        <text key={text} className="strong" x={0} y={top + 18 + i * lineHeight}>
          {text}
        </text>
      ))}
      {words.map((text, i) => (
        <text key={text} className="quiet" x={0} y={top + 18 + (name.length + i) * lineHeight}>
          {text}
        </text>
      ))}
    </>
  );
}

function StepShape({
  step,
  row,
  columns: { scale, adds, sum },
}: {
  readonly step: WaterfallStep;
  readonly row: Row;
  readonly columns: Columns;
}) {
  const middle = row.top + row.height / 2;
  const [start, end] = [scale.x(step.from), scale.x(step.to)];
  return (
    <g>
      <title>{row.title}</title>
      <line className="grid" x1={0} x2={sum} y1={row.top} y2={row.top} />
      <Words row={row} />
      <Link x={start} from={row.top} to={middle} />
      <Link x={end} from={middle} to={row.top + row.height} />
      <rect
        className={lookOf(step).className}
        x={Math.min(start, end)}
        y={middle - 8}
        width={Math.max(1, Math.abs(end - start))}
        height={16}
      />
      <text className="end" x={adds} y={middle + 4}>
        {signed(step.contribution)}
      </text>
      <text className="quiet end" x={sum} y={middle + 4}>
        {digits(step.to)}
      </text>
    </g>
  );
}

const Link = ({ x, from, to }: { readonly x: number; readonly from: number; readonly to: number }) => (
  <line className="axis" x1={x} x2={x} y1={from} y2={to} />
);

const Diamond = ({ x, y, half }: { readonly x: number; readonly y: number; readonly half: number }) => (
  <path className="ink" d={`M${x},${y - half}L${x + half},${y}L${x},${y + half}L${x - half},${y}Z`} />
);
