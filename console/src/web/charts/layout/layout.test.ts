import { describe, expect, it } from 'vitest';
import { areaCodesOf2020 } from './area-codes.ts';
import { cellBoxes, drawnTiles, statesOf, tileBoxes } from './area-map.ts';
import { joined, liesIn } from './bins.ts';
import { heatOver } from './heat.ts';
import { endOf, knownBy, ladderLayout } from './ladder.ts';
import { drawnSeries, lineLayout, lonely, seriesRows, timeDomain } from './line.ts';
import { fittingLabels, rowsOfLabels } from './plot.ts';
import { bandOf, flowLayout } from './sankey.ts';
import { placedParts } from './shares.ts';
import { stepsDrawn } from './steps.ts';
import { type Point, thinned } from './thin.ts';
import { tileOf, tiles } from './tiles.ts';

const points = (...values: (number | null)[]): Point[] => values.map((value, at) => ({ at, value }));
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('thinning', () => {
  it('keeps the lowest and highest of every bin, in order of time', () => {
    const many = points(
      ...Array.from({ length: 10_000 }, (_, i) => (i === 6_543 ? 99 : i === 12 ? -5 : i % 3)),
    );
    const some = thinned(many, 1_500);
    expect(some.length).toBeLessThanOrEqual(1_500);
    expect(some).toContainEqual({ at: 6_543, value: 99 });
    expect(some).toContainEqual({ at: 12, value: -5 });
    expect(some.every(({ at }, i) => i === 0 || at > (some[i - 1]?.at ?? 0))).toBe(true);
  });
  it('leaves few points as they are, and keeps a gap as a gap', () => {
    expect(thinned(points(1, null, 3), 3)).toEqual(points(1, null, 3));
    const gap = points(...Array.from({ length: 100 }, (_, i) => (i < 50 ? 1 : null)));
    expect(thinned(gap, 4).map(({ value }) => value)).toEqual([1, null]);
  });
  it('shares the points out among the series', () => {
    const series = [1, 2].map((n) => ({
      name: String(n),
      kind: 'line' as const,
      points: points(...Array.from({ length: 2_000 }, () => n)),
    }));
    const { drawn, given } = drawnSeries(series);
    expect(given).toBe(4_000);
    expect(sum(drawn.map((one) => one.points.length))).toBeLessThanOrEqual(1_500);
  });
});

describe('lines', () => {
  const series = [{ name: 'a', kind: 'line' as const, points: points(0, 10, null, 4, null) }];
  it('lie within the plot', () => {
    const { x, y, plot } = lineLayout(series, [{ at: 3, label: 'here' }], 700, (text) => 6 * text.length);
    expect(x(0)).toBe(plot.left);
    expect(x(4)).toBe(plot.right);
    expect(y(0)).toBe(plot.bottom);
    expect(y(10)).toBeGreaterThanOrEqual(plot.top);
  });
  it('turns the label of a late mark to the left', () => {
    const { marks } = lineLayout(series, [{ at: 4, label: 'at the end' }], 700, (text) => 6 * text.length);
    expect(marks).toMatchObject([{ isEnd: true }]);
  });
  it('shows points that stand alone', () => {
    expect(lonely(points(0, 10, null, 4, null))).toEqual([{ at: 3, value: 4 }]);
  });
  it('gives one moment a range around it', () => {
    const [from, to] = timeDomain([{ name: 'a', kind: 'line', points: [{ at: 1_000_000, value: 1 }] }]);
    expect(from).toBeLessThan(to);
  });
  it('are listed by moment', () => {
    const other = { name: 'b', kind: 'dashed' as const, points: [{ at: 3, value: 7 }] };
    expect(seriesRows([...series, other])[3]).toEqual({ at: 3, values: [4, 7] });
    expect(seriesRows([...series, other])[0]).toEqual({ at: 0, values: [0, null] });
  });
});

it('puts labels that would cover each other into rows', () => {
  const labels = [
    { x: 0, width: 50 },
    { x: 20, width: 50 },
    { x: 70, width: 10 },
  ];
  expect(rowsOfLabels(labels)).toEqual([0, 1, 0]);
});

describe('bins', () => {
  const bins = Array.from({ length: 10 }, (_, i) => ({ from: i, to: i + 1, count: i }));
  it('are joined without losing a count', () => {
    const some = joined(bins, 4);
    expect(some.map(({ from, to }) => [from, to])).toEqual([
      [0, 3],
      [3, 6],
      [6, 9],
      [9, 10],
    ]);
    expect(sum(some.map(({ count }) => count))).toBe(45);
    expect(joined(bins, 10)).toBe(bins);
  });
  it('lie in a range by their middle', () => {
    expect(liesIn({ from: 19, to: 20 }, { from: 19, to: 22 })).toBe(true);
    expect(liesIn({ from: 22, to: 23 }, { from: 19, to: 22 })).toBe(false);
  });
});

describe('shares', () => {
  it('add up to the whole; those beyond what can be told apart are drawn as one', () => {
    const parts = placedParts(
      Array.from({ length: 9 }, (_, i) => ({ label: String(i), value: i })),
      4,
    );
    expect(parts.map(({ label }) => label)).toEqual(['1', '2', '3', '5 others']);
    expect(sum(parts.map(({ share }) => share))).toBeCloseTo(1);
    expect(parts.at(-1)).toMatchObject({ value: 4 + 5 + 6 + 7 + 8 });
  });
  it('are none of nothing', () => expect(placedParts([{ label: 'a', value: 0 }], 6)).toEqual([]));
});

describe('flow', () => {
  const nodes = ['a', 'b', 'c', 'd'].map((label, i) => ({ id: `${i}:${label}`, label, hop: i }));
  const link = (from: number, to: number, calls: number, proven = true) => ({
    from: nodes[from]?.id ?? '',
    to: nodes[to]?.id ?? '',
    calls,
    proven,
  });
  it('keeps each hop in its column, also where no path goes through all', () => {
    const flow = flowLayout(nodes, [link(0, 1, 5), link(2, 3, 5)], 700);
    const lefts = flow.nodes.map(({ x0 }) => x0);
    expect(lefts).toEqual(lefts.toSorted((a, b) => a - b));
    expect(new Set(lefts).size).toBe(4);
  });
  it('draws proven and claimed calls of one hand-over apart, as wide as their calls', () => {
    const { links } = flowLayout(nodes, [link(0, 1, 30), link(0, 1, 10, false)], 700);
    const [proven, claimed] = [links.find((one) => one.proven), links.find((one) => !one.proven)];
    expect((proven?.width ?? 0) / (claimed?.width ?? 1)).toBeCloseTo(3);
  });
  it('leaves out what goes back, and says how much', () => {
    const flow = flowLayout(nodes, [link(0, 1, 5), link(1, 0, 5), { ...link(0, 1, 1), from: 'nobody' }], 700);
    expect(flow.links).toHaveLength(1);
    expect(flow.leftOut).toBe(2);
    expect(flowLayout(nodes, [link(1, 0, 5)], 700)).toMatchObject({ nodes: [], leftOut: 1 });
  });
  it('has a band between the nodes', () => {
    const [band] = flowLayout(nodes, [link(0, 1, 5)], 700).links.map(bandOf);
    expect(band).toMatch(/^M[\d.]+,[\d.]+C.+Z$/);
  });
});

describe('steps', () => {
  it('begin with nothing at 0, and keep the first and the last', () => {
    expect(stepsDrawn([])).toEqual([]);
    const steps = Array.from({ length: 4_000 }, (_, i) => ({
      at: i + 1,
      share: (i + 1) / 4_000,
      atRisk: 4_000 - i,
    }));
    const drawn = stepsDrawn(steps);
    expect(drawn.length).toBeLessThanOrEqual(1_501);
    expect([drawn[0], drawn[1]?.at, drawn.at(-1)?.at]).toEqual([
      { at: 0, share: 0, atRisk: 4_000 },
      1,
      4_000,
    ]);
  });
});

describe('labels of an axis', () => {
  const labels = Array.from({ length: 12 }, (_, i) => ({ x: i * 40, width: 80 }));
  it('are every one that fits, evenly', () => {
    expect(fittingLabels(labels).map(({ x }) => x)).toEqual([0, 120, 240, 360]);
    expect(fittingLabels(labels.map(({ x }) => ({ x, width: 20 })))).toHaveLength(12);
    expect(fittingLabels(labels.map(({ x }) => ({ x, width: 900 })))).toHaveLength(1);
    expect(fittingLabels([])).toEqual([]);
  });
});

describe('map', () => {
  it('has a tile of its own for each place', () => {
    expect(new Set(tiles.map(({ column, row }) => `${column} ${row}`)).size).toBe(tiles.length);
    expect(tiles.filter(({ name, code }) => name === code)).toEqual([]);
    // 50 states, the capital, 5 territories, 10 of Canada (some together), and elsewhere.
    expect(tiles).toHaveLength(67);
  });
  it("knows the places of NANPA's report, by either spelling", () => {
    expect(
      ['TX', 'ALBERTA', 'NOVA SCOTIA - PRINCE EDWARD ISLAND', 'USVI', 'JAMAICA', ''].map(tileOf),
    ).toEqual(['TX', 'AB', 'NS', 'VI', 'ZZ', 'ZZ']);
    expect(Object.keys(areaCodesOf2020).map(tileOf)).not.toContain('ZZ');
  });
  it('loses no calls', () => {
    const states = statesOf([
      { area_code: '212', state: '', calls: 3 },
      { area_code: '212', state: 'NY', calls: 4 },
      { area_code: '999', state: '', calls: 5 },
      { area_code: '876', state: 'JAMAICA', calls: 6 },
    ]);
    expect(states.find(({ code }) => code === 'NY')?.calls).toBe(7);
    expect(states.find(({ code }) => code === 'ZZ')?.calls).toBe(11);
  });
  it.each([[1], [1, 2], [3, 5], [2, 17], [1, 647], [42, 55, 87], [1, 123_456]])(
    'gives each count the step that the legend says: from %i on',
    (...counts) => {
      const { ranges, stepOf } = heatOver([0, ...counts]);
      for (const { step, from, to } of ranges) expect([stepOf(from), stepOf(to)]).toEqual([step, step]);
      expect([ranges[0]?.from, ranges.at(-1)?.to]).toEqual([counts[0], counts.at(-1)]);
      for (const [i, { from }] of ranges.slice(1).entries())
        expect(from).toBeGreaterThan(ranges[i]?.to ?? Infinity);
      expect(stepOf(0)).toBe(0);
    },
  );
  it('tells codes apart where all have about as many calls, and where one has most of them', () => {
    const even = heatOver([42, 50, 60, 70, 87]);
    expect([42, 50, 60, 70, 87].map(even.stepOf)).toEqual([1, 2, 3, 4, 5]);
    const uneven = heatOver([1, 1, 1, 2, 3, 3, 4, 4, 5, 2_000]);
    expect([1, 5, 2_000].map(uneven.stepOf)).toEqual([1, 4, 5]);
    const outlier = heatOver([1, 42, 43, 50, 51, 60, 61, 70, 71, 71]);
    expect([1, 42, 50, 60, 71].map(outlier.stepOf)).toEqual([1, 2, 3, 4, 5]);
    expect(heatOver([7, 7]).stepOf(7)).toBe(3);
    expect([1, 2].map(heatOver([1, 2, 2]).stepOf)).toEqual([1, 5]);
  });
  it('takes no room for places apart that have no calls', () => {
    const drawn = (code: string) => drawnTiles(statesOf([{ area_code: code, state: '', calls: 1 }]));
    const contiguous = drawn('212');
    expect(contiguous).toHaveLength(49);
    expect(drawn('416')).toHaveLength(50);
    const [of212, of416] = [tileBoxes(contiguous, 700), tileBoxes(drawn('416'), 700)];
    expect(of212.height).toBeLessThan(of416.height);
    for (const tile of contiguous) expect(of212.boxOf(tile).y).toBeGreaterThanOrEqual(0);
  });
  it('keeps the area codes inside their tile', () => {
    const { boxOf } = tileBoxes(tiles, 700);
    for (const tile of tiles) {
      const box = boxOf(tile);
      for (const cell of cellBoxes(box, 35)) {
        expect(cell.x).toBeGreaterThanOrEqual(box.x);
        expect(cell.y + cell.height).toBeLessThanOrEqual(box.y + box.height + 0.001);
      }
    }
  });
});

describe('ladder', () => {
  const leg = (carrier: string, upstream: string, downstream: string, at: number) => ({
    carrier,
    upstream,
    downstream,
    at,
    customer: 'cust-1',
    sip_code: 200,
    answered: true,
    duration_ms: 20_300,
  });
  const hops = ['a', 'b', 'c'].map((provider) => ({ provider, reported: provider !== 'a' }));
  it('says which side of a hand-over reports it, in the order of the path', () => {
    // The clock of c is behind.
    const { columns, arrows } = ladderLayout(hops, [leg('c', 'b', 'c', 5), leg('b', 'a', 'c', 10)]);
    expect(columns.map(({ provider }) => provider)).toEqual(['a', 'b', 'c']);
    expect(arrows).toEqual([
      { from: 0, to: 1, sent: undefined, received: 10 },
      { from: 1, to: 2, sent: 10, received: 5 },
    ]);
    expect(arrows.map(knownBy)).toEqual(['only the receiving side reports it', 'both sides report it']);
    expect(columns[2]).toMatchObject({ isEnd: true, customer: undefined });
  });
  it('shows every attempt, and who is named beside the path', () => {
    const { columns, arrows } = ladderLayout(hops, [
      leg('b', 'b', 'x', 10),
      leg('b', 'b', 'c', 20),
      leg('b', 'b', 'c', 30),
    ]);
    expect(columns.map(({ provider }) => provider)).toEqual(['a', 'b', 'c', 'x']);
    expect(columns[1]?.customer).toBe('cust-1');
    expect(arrows.map(({ from, to, sent }) => [from, to, sent])).toEqual([
      [0, 1, undefined],
      [1, 3, 10],
      [1, 2, 20],
      [1, 2, 30],
    ]);
    expect(arrows[0] && knownBy(arrows[0])).toBe('nobody reports it');
  });
  it('says how the call ended', () => {
    expect(endOf(leg('a', '', '', 0))).toBe('answered, 20.3 s');
    expect(endOf({ ...leg('a', '', '', 0), answered: false, sip_code: 487 })).toBe('not answered (487)');
  });
});
