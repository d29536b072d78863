import { max, sum } from 'd3-array';
import { Canvas } from './draw/canvas.tsx';
import { Legend } from './draw/legend.tsx';
import { inFull, inShort } from './draw/numbers.ts';
import { type ChartProps, Figure } from './figure.tsx';
import {
  type AreaCell,
  type Box,
  cellBoxes,
  heatOf,
  heatRanges,
  type StateOfMap,
  statesOf,
  tileBoxes,
} from './layout/area-map.ts';

export interface AreaMapProps extends ChartProps {
  readonly cells: readonly AreaCell[];
  /** What a cell counts, such as `calls`. */
  readonly counts?: string;
}

/** States and provinces as tiles, each divided into its area codes. */
export function AreaMap({ cells, counts = 'calls', notes = [], ...about }: AreaMapProps) {
  const states = statesOf(cells);
  const most = max(cells, ({ calls }) => calls) ?? 0;
  const total = sum(cells, ({ calls }) => calls);
  const ranked = states.filter(({ calls }) => calls > 0).sort((a, b) => b.calls - a.calls);
  const told = ranked.slice(0, 5).map(({ name, calls }) => `${name}: ${inFull(calls)}.`);
  const assumed = cells.some(({ state }) => state === '')
    ? ["No list of area codes is loaded that names these states: they are those of NANPA's report of 2020."]
    : [];
  return (
    <Figure
      {...about}
      notes={[...assumed, ...notes]}
      table={{
        columns: ['area code', 'state or province', counts],
        rows: ranked
          .flatMap(({ name, cells: own }) => own.map(({ area_code, calls }) => ({ area_code, name, calls })))
          .filter(({ calls }) => calls > 0)
          .sort((a, b) => b.calls - a.calls)
          .map(({ area_code, name, calls }) => [area_code, name, calls]),
      }}
      legend={
        <Legend
          lead={`${counts} of an area code:`}
          entries={heatRanges(most).map(({ step, from, to }) => ({
            label: from === to ? inFull(from) : `${inFull(from)} to ${inFull(to)}`,
            sample: <rect className={`heat-${step}`} width={24} height={14} />,
          }))}
        />
      }
    >
      <Canvas
        label={`${about.title}. ${inFull(total)} ${counts} in ${ranked.length} states, provinces and other places. ${told.join(' ')}`}
        draw={(width) => {
          const { height, size, boxOf } = tileBoxes(width);
          return {
            height,
            content: states.map((state) => (
              <TileShape
                key={state.code}
                state={state}
                box={boxOf(state)}
                size={size}
                most={most}
                counts={counts}
              />
            )),
          };
        }}
      />
    </Figure>
  );
}

interface TileProps {
  readonly state: StateOfMap;
  readonly box: Box;
  readonly size: number;
  readonly most: number;
  readonly counts: string;
}

/** The name and the count stand above the area codes. */
function TileShape({ state: { code, name, calls, cells }, box, size, most, counts }: TileProps) {
  const label = code === 'ZZ' ? 'other' : code;
  const head = size < 44 ? 13 : 15;
  const inside = { ...box, y: box.y + head, height: box.height - head };
  const some = cells.filter((cell) => cell.calls > 0);
  return (
    <g>
      <title>{`${name}: ${inFull(calls)} ${counts}`}</title>
      <rect className="heat-0" {...box} />
      {cellBoxes(inside, some.length).map((place, i) => {
        const cell = some[i];
        return (
          cell !== undefined && (
            <rect key={cell.area_code} className={`heat-${heatOf(cell.calls, most)}`} {...place}>
              <title>{`${cell.area_code}, ${name}: ${inFull(cell.calls)} ${counts}`}</title>
            </rect>
          )
        );
      })}
      <text className="tile-name" x={box.x + 2} y={box.y + head - 4}>
        {label}
      </text>
      {calls > 0 &&
        (size >= 44 ? (
          <text className="tile-count end" x={box.x + box.width - 2} y={box.y + head - 4}>
            {inShort(calls)}
          </text>
        ) : (
          <text className="tile-count halo middle" x={box.x + box.width / 2} y={box.y + box.height - 4}>
            {inShort(calls)}
          </text>
        ))}
    </g>
  );
}
