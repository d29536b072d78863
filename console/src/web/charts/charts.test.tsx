import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { AreaMap } from './area-map.tsx';
import { Bars } from './bars.tsx';
import { NumbersTable } from './figure.tsx';
import { Histogram } from './histogram.tsx';
import { Ladder } from './ladder.tsx';
import { LineChart } from './line-chart.tsx';
import { PathTree } from './path-tree.tsx';
import { Sankey } from './sankey.tsx';
import { Shares } from './shares.tsx';
import { Spark } from './spark.tsx';
import { StepChart } from './step-chart.tsx';
import { Timeline } from './timeline.tsx';
import { Waterfall } from './waterfall.tsx';

const markup = (node: ReactNode) => renderToStaticMarkup(node);
const at = Date.UTC(2026, 2, 3, 16, 0);
const evil = '<script>alert(1)</script>\u202eevil\n';

const evidence = {
  prior: -4,
  needed: 2,
  sum: -1,
  score: 0.27,
  most: 0.97,
  steps: [
    {
      name: 'volume',
      words: evil,
      side: 'behavior' as const,
      value: 9,
      baseline: 1,
      contribution: 3,
      from: -4,
      to: -1,
    },
  ],
  silent: [evil],
  checks: [{ isMet: false, words: 'too little' }],
};

/** Each chart, once with data whose names are `name`. */
const charts = (name: string): readonly [string, ReactNode][] => [
  [
    'lines',
    <LineChart
      key="1"
      title={name}
      unit="calls"
      series={[
        { name, kind: 'area', points: [{ at, value: 3 }] },
        { name: `${name}2`, kind: 'line', points: [{ at, value: 1 }] },
      ]}
      marks={[{ at, label: name }]}
    />,
  ],
  [
    'histogram',
    <Histogram
      key="2"
      title={name}
      unit="seconds"
      bins={[{ from: 0, to: 1, count: 2 }]}
      mark={{ from: 0, to: 1, label: name }}
    />,
  ],
  ['bars', <Bars key="3" title={name} unit="calls" rows={[{ label: name, value: 2, low: 1, high: 3 }]} />],
  ['shares', <Shares key="4" title={name} parts={[{ label: name, value: 2 }]} />],
  ['waterfall', <Waterfall key="5" title={name} evidence={evidence} />],
  [
    'sankey',
    <Sankey
      key="6"
      title={name}
      nodes={[
        { id: 'a', label: name, hop: 0 },
        { id: 'b', label: name, hop: 1 },
      ]}
      links={[{ from: 'a', to: 'b', calls: 2, proven: false }]}
    />,
  ],
  ['map', <AreaMap key="7" title={name} cells={[{ area_code: '212', state: name, calls: 3 }]} />],
  [
    'ladder',
    <Ladder
      key="8"
      title={name}
      hops={[{ provider: name, reported: false }]}
      legs={[
        {
          carrier: 'b',
          at,
          upstream: name,
          downstream: 'b',
          customer: name,
          sip_code: 200,
          answered: true,
          duration_ms: 1_000,
        },
      ]}
    />,
  ],
  [
    'steps',
    <StepChart
      key="12"
      title={name}
      unit="hours"
      counts={name}
      steps={[
        { at: 1, share: 0.5, atRisk: 2 },
        { at: 30, share: 1, atRisk: 1 },
      ]}
      mark={{ at: 1, label: name }}
    />,
  ],
  ['tree', <PathTree key="9" hops={[{ provider: name, role: name, reported: false, known_by: '' }]} />],
  ['timeline', <Timeline key="10" events={[{ at, what: name, who: name }]} />],
  ['spark', <Spark key="11" values={[1, 2]} label={name} />],
];

describe('every chart', () => {
  it.each(charts(evil))('%s shows foreign text as text', (_, chart) => {
    const shown = markup(chart);
    expect(shown).not.toContain('<script>');
    expect(shown).toContain('&lt;script&gt;');
    expect(shown).not.toContain('\u202e');
  });

  it.each(charts('keystone').slice(0, 9))(
    '%s has a text alternative and its numbers as a table',
    (_, chart) => {
      const shown = markup(chart);
      expect(shown).toMatch(/<svg role="img" aria-label="keystone\. [^"]+"/);
      expect(shown).toContain('<summary>');
      expect(shown).not.toMatch(/NaN|undefined|Infinity/);
    },
  );

  it.each([
    ['lines', <LineChart key="1" title="t" unit="calls" series={[]} />],
    ['histogram', <Histogram key="2" title="t" unit="s" bins={[]} />],
    ['bars', <Bars key="3" title="t" unit="calls" rows={[]} />],
    ['shares', <Shares key="4" title="t" parts={[{ label: 'a', value: 0 }]} />],
    ['sankey', <Sankey key="5" title="t" nodes={[]} links={[]} />],
    ['map', <AreaMap key="6" title="t" cells={[{ area_code: '212', state: 'NY', calls: 0 }]} />],
    ['ladder', <Ladder key="7" title="t" hops={[]} legs={[]} />],
    ['tree', <PathTree key="8" hops={[]} />],
    ['steps', <StepChart key="10" title="t" unit="hours" counts="c" steps={[]} />],
    ['spark', <Spark key="9" values={[]} label="l" />],
  ])('%s says so where there is no data', (_, chart) => {
    const shown = markup(chart);
    expect(shown).not.toContain('<svg');
    expect(shown).toMatch(/nothing to show|No provider|no values/);
  });
});

describe('the table of a chart', () => {
  it('has headers for columns and rows, numbers with their thousands, and text as it is', () => {
    const shown = markup(
      <NumbersTable title="t" table={{ columns: ['name', 'calls'], rows: [['=1+1', 1_234.5]] }} />,
    );
    expect(shown).toContain('<th scope="col">name</th>');
    expect(shown).toContain('<th scope="row">=1+1</th>');
    expect(shown).toContain('1,234.5');
  });
});

describe('many points', () => {
  it('are drawn as 1,500 at most, and the chart says so', () => {
    const points = Array.from({ length: 9_000 }, (_, i) => ({ at: at + i * 1_000, value: i % 7 }));
    const shown = markup(<LineChart title="t" unit="calls" series={[{ name: 'a', kind: 'line', points }]} />);
    expect(shown).toContain('1,500 of 9,000 points are drawn');
  });
});
