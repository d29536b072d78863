import { Canvas } from './draw/canvas.tsx';
import { Legend } from './draw/legend.tsx';
import { clockText, dateText, timeText, type Zone } from './draw/time.ts';
import { fitted, safe } from './draw/words.ts';
import { type ChartProps, Figure } from './figure.tsx';
import {
  type Arrow,
  type Column,
  endOf,
  knownBy,
  type LadderHop,
  type LadderLayout,
  type LadderLeg,
  ladderLayout,
} from './layout/ladder.ts';

export interface LadderProps extends ChartProps {
  /** Providers of the path, from the origin to the end. */
  readonly hops: readonly LadderHop[];
  /** What members reported. */
  readonly legs: readonly LadderLeg[];
  readonly tz?: Zone;
}

/** One call: a column for each provider, an arrow for each hand-over. What a provider reports itself is solid. */
export function Ladder({ hops, legs, tz = 'utc', notes = [], ...about }: LadderProps) {
  const layout = ladderLayout(hops, legs);
  const { columns, arrows } = layout;
  const nameOf = (column: number) => columns[column]?.provider ?? '';
  const timeOrNot = (ms: number | undefined) => (ms === undefined ? 'not reported' : timeOf(ms, tz));
  const told = arrows.map(
    (arrow) => `${safe(nameOf(arrow.from))} to ${safe(nameOf(arrow.to))}: ${knownBy(arrow)}.`,
  );
  const ends = columns.flatMap(({ provider, legs: own }) =>
    own.map((leg) => [provider, "the carrier's own record", timeOf(leg.at, tz), '', endOf(leg)]),
  );
  const first = legs[0];
  const clocks = `Times are those of each carrier's own clock, ${tz === 'utc' ? 'UTC' : 'in your zone'}${first === undefined ? '' : `, ${dateText(first.at, tz)}`}.`;
  return (
    <Figure
      {...about}
      notes={[clocks, ...notes]}
      table={{
        columns: ['from', 'to', 'time by the sending side', 'time by the receiving side', 'known by'],
        rows: [
          ...arrows.map((arrow) => [
            nameOf(arrow.from),
            nameOf(arrow.to),
            timeOrNot(arrow.sent),
            timeOrNot(arrow.received),
            knownBy(arrow),
          ]),
          ...ends,
        ],
      }}
      legend={
        <Legend
          entries={[
            { label: 'reported by the provider on this side', sample: <Half className="proven-line" /> },
            { label: 'only named by the other side', sample: <Half className="claimed-line dashed" /> },
          ]}
        />
      }
    >
      <Canvas
        needs={104 * columns.length}
        label={`${about.title}. ${told.join(' ')}`}
        draw={(width) => drawing(layout, width, tz)}
      />
    </Figure>
  );
}

const timeOf = (ms: number, tz: Zone) => timeText(ms, tz).replace(clockText(ms, tz), clockText(ms, tz, 3));

const Half = ({ className }: { readonly className: string }) => (
  <line className={`line ${className}`} x1={0} x2={24} y1={7} y2={7} />
);

const headHeight = 52;
const rowHeight = 44;
const footHeight = 54;

function drawing({ columns, arrows }: LadderLayout, width: number, tz: Zone) {
  const room = width / Math.max(1, columns.length);
  const x = (column: number) => (column + 0.5) * room;
  const bottom = headHeight + Math.max(1, arrows.length) * rowHeight + 8;
  return {
    height: bottom + footHeight,
    content: (
      <>
        {columns.map((column, i) => (
          <ColumnShape key={column.provider} column={column} x={x(i)} room={room} bottom={bottom} />
        ))}
        {arrows.map((arrow, i) => (
          <ArrowShape
            // biome-ignore lint/suspicious/noArrayIndexKey: a hand-over may come twice
            key={i}
            arrow={arrow}
            x={x}
            y={headHeight + (i + 0.5) * rowHeight}
            tz={tz}
            title={`${safe(columns[arrow.from]?.provider ?? '')} to ${safe(columns[arrow.to]?.provider ?? '')}: ${knownBy(arrow)}`}
          />
        ))}
      </>
    ),
  };
}

interface ColumnShapeProps {
  readonly column: Column;
  readonly x: number;
  readonly room: number;
  readonly bottom: number;
}

function ColumnShape({ column, x, room, bottom }: ColumnShapeProps) {
  const { provider, role, reported, legs, customer, isEnd } = column;
  const last = legs.at(-1);
  const foot = [
    last === undefined ? 'no record' : endOf(last),
    isEnd ? 'own subscriber' : '',
    customer === undefined ? '' : customer === '' ? 'own customer' : `customer ${customer}`,
  ].filter((words) => words !== '');
  return (
    <g>
      <title>{`${safe(provider)}: ${role === '' ? '' : `${role}, `}${reported ? 'reported it' : 'only named'}`}</title>
      <text className="strong middle" x={x} y={14}>
        {fitted(provider, room - 8, 13)}
      </text>
      <text className="quiet middle" x={x} y={30}>
        {fitted(role, room - 6)}
      </text>
      <line
        className={reported ? 'axis' : 'claimed-line dashed'}
        strokeWidth={1.5}
        x1={x}
        x2={x}
        y1={headHeight - 14}
        y2={bottom}
      />
      {foot.map((words, i) => (
        <text key={words} className="quiet middle" x={x} y={bottom + 15 + i * 16}>
          {fitted(words, room - 6)}
        </text>
      ))}
    </g>
  );
}

interface ArrowShapeProps {
  readonly arrow: Arrow;
  x(column: number): number;
  readonly y: number;
  readonly tz: Zone;
  readonly title: string;
}

/** Each half is solid where the provider on its side reports the hand-over. */
function ArrowShape({ arrow: { from, to, sent, received }, x, y, tz, title }: ArrowShapeProps) {
  const [start, end] = [x(from), x(to)];
  const toRight = end > start ? 1 : -1;
  const middle = (start + end) / 2;
  const lookOf = (time: number | undefined) => (time === undefined ? 'claimed-line dashed' : 'proven-line');
  const tip = end - 2 * toRight;
  return (
    <g>
      <title>{title}</title>
      <line className={`line ${lookOf(sent)}`} x1={start} x2={middle} y1={y} y2={y} />
      <line className={`line ${lookOf(received)}`} x1={middle} x2={tip} y1={y} y2={y} />
      <path
        className={`line ${received === undefined ? 'claimed-line' : 'proven-line'}`}
        d={`M${tip - 8 * toRight},${y - 5}L${tip},${y}L${tip - 8 * toRight},${y + 5}`}
      />
      {sent !== undefined && (
        <text className={`halo ${toRight > 0 ? '' : 'end'}`} x={start + 5 * toRight} y={y - 6}>
          {clockText(sent, tz, 3)}
        </text>
      )}
      {received !== undefined && (
        <text className={`halo ${toRight > 0 ? 'end' : ''}`} x={end - 5 * toRight} y={y + 16}>
          {clockText(received, tz, 3)}
        </text>
      )}
    </g>
  );
}
