import { useId } from 'react';
import { Canvas } from './draw/canvas.tsx';
import { marksOver } from './draw/hatch.ts';
import { Legend } from './draw/legend.tsx';
import { inFull } from './draw/numbers.ts';
import { fitted, safe, widthInPixels } from './draw/words.ts';
import { type ChartProps, Figure } from './figure.tsx';
import {
  bandOf,
  boxOfBand,
  columnGap,
  type Flow,
  type FlowLink,
  type FlowNode,
  flowLayout,
  type PlacedLink,
} from './layout/sankey.ts';

export interface SankeyProps extends ChartProps {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

/** Calls on their way from the origin to the carriers that end them: proven hand-overs are solid, claimed ones hatched. */
export function Sankey({ nodes, links, notes = [], ...about }: SankeyProps) {
  const id = useId();
  const names = new Map(nodes.map(({ id: node, label }) => [node, label]));
  const nameOf = (node: string) => names.get(node) ?? node;
  const ranked = links.toSorted((a, b) => b.calls - a.calls);
  const { leftOut } = flowLayout(nodes, links, 720);
  const missing =
    leftOut > 0 ? [`${inFull(leftOut)} of ${inFull(links.length)} hand-overs are in the table alone.`] : [];
  const told = ranked
    .slice(0, 6)
    .map(
      ({ from, to, calls, proven }) =>
        `${safe(nameOf(from))} to ${safe(nameOf(to))}: ${inFull(calls)}${proven ? '' : ', only claimed'}.`,
    );
  return (
    <Figure
      {...about}
      notes={[...missing, ...notes]}
      table={{
        columns: ['from', 'to', 'calls', 'known by'],
        rows: ranked.map(({ from, to, calls, proven }) => [
          nameOf(from),
          nameOf(to),
          calls,
          proven ? 'records: proven' : 'only claimed',
        ]),
      }}
      legend={
        <Legend
          entries={[
            { label: 'proven by records', sample: <rect className="proven" width={24} height={14} /> },
            {
              label: 'only claimed',
              sample: (
                <>
                  <path className="claimed-line" d={marksOver('rising', swatch, hatchGap)} />
                  <rect className="claimed" {...swatch} />
                </>
              ),
            },
          ]}
        />
      }
    >
      <Canvas
        label={`${about.title}. ${told.join(' ')}`}
        draw={(width) => {
          const room = roomForLast(nodes, width);
          const flow = flowLayout(nodes, links, width, room);
          return { height: flow.height, content: <Drawing flow={flow} id={id} right={room} /> };
        }}
      />
    </Figure>
  );
}

const swatch = { x: 1, y: 1, width: 22, height: 12 };
/** Pixels between the lines of a claimed band. */
const hatchGap = 6;

/** A hand-over as a band: solid where it is proven, else hatched. */
function Band({ link, id }: { readonly link: PlacedLink; readonly id: string }) {
  const outline = bandOf(link);
  return (
    <g>
      <title>{`${safe(link.source.label)} to ${safe(link.target.label)}: ${inFull(link.calls)} calls, ${link.proven ? 'proven' : 'only claimed'}`}</title>
      {link.proven ? (
        <path className="proven" d={outline} />
      ) : (
        <>
          <clipPath id={id}>
            <path d={outline} />
          </clipPath>
          <path
            className="claimed-line"
            clipPath={`url(#${id})`}
            d={marksOver('rising', boxOfBand(link), hatchGap)}
          />
          <path className="claimed" d={outline} />
        </>
      )}
    </g>
  );
}

/** Pixels on the right for the names of the last column. */
function roomForLast(nodes: readonly FlowNode[], width: number): number {
  const last = Math.max(...nodes.map(({ hop }) => hop));
  const widest = Math.max(
    ...nodes.filter(({ hop }) => hop === last).map(({ label }) => widthInPixels(label)),
  );
  return Math.min(0.25 * width, 1.1 * Math.max(50, widest) + 10);
}

interface DrawingProps {
  readonly flow: Flow;
  readonly id: string;
  readonly right: number;
}

function Drawing({ flow: { nodes, links }, id, right }: DrawingProps) {
  const room = columnGap(nodes) - 14;
  return (
    <>
      {links.map((link, i) => (
        <Band key={`${link.from} ${link.to} ${link.proven}`} link={link} id={`${id}-${i}`} />
      ))}
      {nodes.map(({ id: node, label, calls, x0, x1, y0, y1, isLast }) => {
        const x = x1 + 6;
        const middle = (y0 + y1) / 2;
        return (
          <g key={node}>
            <title>{`${safe(label)}: ${inFull(calls)} calls`}</title>
            <rect className="ink" x={x0} y={y0} width={x1 - x0} height={Math.max(1.5, y1 - y0)} />
            <text className="halo strong" x={x} y={middle - 1}>
              {fitted(label, isLast ? right - 8 : room, 13)}
            </text>
            <text className="halo quiet" x={x} y={middle + 13}>
              {inFull(calls)}
            </text>
          </g>
        );
      })}
    </>
  );
}
