import type { CallPath } from '@ringtrace/detect/trace/path';

/** A way that some calls took. */
export interface Way {
  readonly calls: number;
  readonly path: CallPath;
}

/** A provider at one place of the path; hop 0 is the origin, or the first provider known. */
interface FlowNode {
  readonly hop: number;
  readonly provider: string;
  readonly calls: number;
  /** Calls in which the provider reported a leg itself. */
  readonly reported: number;
  /** Calls that begin here and whose origin is proven, or only claimed. */
  readonly proven_origin: number;
  readonly claimed_origin: number;
  /** Calls that end here. */
  readonly ended: number;
}

interface FlowLink {
  /** Place of the provider that hands over. */
  readonly hop: number;
  readonly from: string;
  readonly to: string;
  readonly calls: number;
  /** Whether both providers report the hand-over; else one of them claims it, or it is inferred. */
  readonly proven: boolean;
}

export interface Flow {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

const sumOf = (ways: readonly Way[]) => ways.reduce((sum, { calls }) => sum + calls, 0);

/** Adds up the paths of calls: providers by place, and hand-overs between them with proven and claimed ones apart. */
export function flowOf(ways: readonly Way[]): Flow {
  const places = ways.flatMap(({ calls, path }) =>
    path.hops.map((hop, at) => ({ calls, path, hop, at, before: path.hops[at - 1] })),
  );
  const nodes = [
    ...Map.groupBy(places, ({ at, hop }) => JSON.stringify([at, hop.provider])).values(),
  ].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const those = (keep: (one: (typeof own)[number]) => boolean) => sumOf(own.filter(keep));
    return [
      {
        hop: first.at,
        provider: first.hop.provider,
        calls: sumOf(own),
        reported: those(({ hop }) => hop.reported),
        proven_origin: those(({ hop }) => hop.role === 'origin'),
        claimed_origin: those(({ hop }) => hop.role === 'claimed origin'),
        ended: those(({ at, path }) => at === path.hops.length - 1),
      },
    ];
  });
  const handed = places.flatMap((one) => {
    const { before, hop, at, calls, path } = one;
    if (before === undefined) return [];
    return [
      {
        calls,
        path,
        at: at - 1,
        from: before.provider,
        to: hop.provider,
        proven: hop.handed_over === 'both',
      },
    ];
  });
  const links = [
    ...Map.groupBy(handed, ({ at, from, to, proven }) => JSON.stringify([at, from, to, proven])).values(),
  ].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { at, from, to, proven } = first;
    return [{ hop: at, from, to, proven, calls: sumOf(own) }];
  });
  return {
    nodes: nodes.sort((a, b) => a.hop - b.hop || b.calls - a.calls || order(a.provider, b.provider)),
    links: links.sort((a, b) => a.hop - b.hop || b.calls - a.calls || order(a.to, b.to)),
  };
}

const order = (a: string, b: string) => Number(a > b) - Number(a < b);
