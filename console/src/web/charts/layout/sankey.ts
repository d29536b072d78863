import { max, min } from 'd3-array';
import { sankey } from 'd3-sankey';
import type { Box } from './box.ts';

export interface FlowNode {
  /** Of the provider and its hop together: one provider at two hops is two nodes. */
  readonly id: string;
  readonly label: string;
  /** Place in the path, from the origin on. */
  readonly hop: number;
}

export interface FlowLink {
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  readonly calls: number;
  /** Whether a record of both or one of the providers proves the hand-over; else somebody claims it. */
  readonly proven: boolean;
}

export interface PlacedNode extends FlowNode {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly calls: number;
  readonly isLast: boolean;
}

export interface PlacedLink extends FlowLink {
  readonly source: PlacedNode;
  readonly target: PlacedNode;
  /** Middle at both ends, and thickness, pixels. */
  readonly y0: number;
  readonly y1: number;
  readonly width: number;
}

export interface Flow {
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly PlacedLink[];
  /** Links that are not drawn: too many, or not from one hop to a later one. */
  readonly leftOut: number;
}

/** More can't be told apart. */
const mostLinks = 200;
const nodeWidth = 14;

interface Node extends FlowNode {
  readonly column: number;
}
interface Link {
  readonly source: string;
  readonly target: string;
  readonly value: number;
  readonly link: FlowLink | undefined;
}

/** Where nodes and links lie in a picture of `width` pixels, of which `right` stay free for the last names. */
export function flowLayout(
  nodes: readonly FlowNode[],
  links: readonly FlowLink[],
  width: number,
  right = 0,
): Flow {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const forward = links.filter(({ from, to, calls }) => {
    const [source, target] = [known.get(from), known.get(to)];
    return source !== undefined && target !== undefined && source.hop < target.hop && calls > 0;
  });
  const drawn = forward.toSorted((a, b) => b.calls - a.calls).slice(0, mostLinks);
  const ends = new Set(drawn.flatMap(({ from, to }) => [from, to]));
  const used = nodes.filter(({ id }) => ends.has(id));
  if (drawn.length === 0) return { height: 0, nodes: [], links: [], leftOut: links.length };

  const hops = [...new Set(used.map(({ hop }) => hop))].sort((a, b) => a - b);
  const columns = new Map(hops.map((hop, i) => [hop, i]));
  const placed: Node[] = used.map((node) => ({ ...node, column: columns.get(node.hop) ?? 0 }));
  const tallest = max(hops, (hop) => used.filter((node) => node.hop === hop).length) ?? 1;
  const height = Math.min(1_200, Math.max(160, tallest * 46));
  const guide = longestChain(placed, drawn) < hops.length ? guideOf(hops.length) : { nodes: [], links: [] };
  const layout = sankey<Node, Link>()
    .nodeId(({ id }) => id)
    .nodeAlign(({ column }) => column)
    .nodeWidth(nodeWidth)
    .nodePadding(Math.max(4, Math.min(26, height / tallest / 1.6)))
    .extent([
      [0, 14],
      [width - 1 - right, height - 14],
    ]);
  const graph = layout({
    nodes: [...placed, ...guide.nodes],
    links: [
      ...drawn.map((link) => ({ source: link.from, target: link.to, value: link.calls, link })),
      ...guide.links,
    ],
  });
  const byId = new Map<string, PlacedNode>(
    graph.nodes.map(({ id, label, hop, column, x0 = 0, x1 = 0, y0 = 0, y1 = 0, value = 0 }) => [
      id,
      { id, label, hop, x0, x1, y0, y1, calls: Math.round(value), isLast: column === hops.length - 1 },
    ]),
  );
  return {
    height,
    nodes: used.flatMap(({ id }) => byId.get(id) ?? []),
    links: graph.links.flatMap(({ link, y0 = 0, y1 = 0, width: thickness = 0 }) => {
      const [source, target] = [byId.get(link?.from ?? ''), byId.get(link?.to ?? '')];
      if (link === undefined || source === undefined || target === undefined) return [];
      return [{ ...link, source, target, y0, y1, width: Math.max(1, thickness) }];
    }),
    leftOut: links.length - drawn.length,
  };
}

/** Nodes on the longest chain of links. */
function longestChain(nodes: readonly Node[], links: readonly FlowLink[]): number {
  const lengths = new Map<string, number>();
  for (const { id } of nodes.toSorted((a, b) => a.column - b.column)) {
    const before = links.filter(({ to }) => to === id).map(({ from }) => lengths.get(from) ?? 0);
    lengths.set(id, 1 + Math.max(0, ...before));
  }
  return Math.max(0, ...lengths.values());
}

/** The smallest value that a link may have: nothing of it is seen. */
const nothing = 1e-9;

/**
 * d3-sankey has as many columns as its longest chain of links has nodes. A chain over all columns, too thin to be seen,
 * keeps columns apart that no path connects.
 */
function guideOf(columns: number): { nodes: Node[]; links: Link[] } {
  const nodes = Array.from({ length: columns }, (_, column) => ({
    id: `\u0000${column}`,
    label: '',
    hop: column,
    column,
  }));
  const links = nodes.slice(1).map(({ id }, i) => ({
    source: nodes[i]?.id ?? id,
    target: id,
    value: nothing,
    link: undefined,
  }));
  return { nodes, links };
}

/** The outline of a link: a band from one node to the other. */
export function bandOf({ source, target, y0, y1, width }: PlacedLink): string {
  const [x0, x1, half] = [source.x1, target.x0, width / 2];
  const middle = (x0 + x1) / 2;
  const at = (value: number) => value.toFixed(1);
  return [
    `M${at(x0)},${at(y0 - half)}C${at(middle)},${at(y0 - half)} ${at(middle)},${at(y1 - half)} ${at(x1)},${at(y1 - half)}`,
    `L${at(x1)},${at(y1 + half)}C${at(middle)},${at(y1 + half)} ${at(middle)},${at(y0 + half)} ${at(x0)},${at(y0 + half)}Z`,
  ].join('');
}

/** The least box around the band of a link. */
export const boxOfBand = ({ source, target, y0, y1, width }: PlacedLink): Box => ({
  x: source.x1,
  y: Math.min(y0, y1) - width / 2,
  width: target.x0 - source.x1,
  height: Math.abs(y1 - y0) + width,
});

/** Pixels between two columns. */
export const columnGap = (nodes: readonly PlacedNode[]) => {
  const lefts = [...new Set(nodes.map(({ x0 }) => Math.round(x0)))].sort((a, b) => a - b);
  return (min(lefts.slice(1), (x, i) => x - (lefts[i] ?? 0)) ?? 300) - nodeWidth;
};
