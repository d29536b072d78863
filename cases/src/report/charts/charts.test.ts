import { describe, expect, it } from 'vitest';
import type { Figure, Row } from '../figure.ts';
import { chartOf } from './of-figure.ts';
import { everyNth, ticksTo, wholeTicksTo } from './scale.ts';

const figure = (name: string, rows: readonly Row[], more: Partial<Figure> = {}): Figure => ({
  name,
  title: `figure ${name}`,
  definition: '',
  shape: 'table',
  sql: '',
  params: {
    from: '2026-01-01 00:00:00.000',
    to: '2026-04-01 00:00:00.000',
    as_of: '2026-04-01 00:00:00.000',
  },
  rows,
  ...more,
});
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
/** What the parts of a chart tell where one points at them. */
const told = (svg: string) =>
  [...svg.matchAll(/<rect[^>]*><title>([^<]*)<\/title>/g)].map(([, text]) => text);
const everyNumber = (svg: string) =>
  [...svg.matchAll(/ (?:x|y|x1|x2|y1|y2|width|height)="([^"]*)"/g)].map(([, value]) => Number(value));

describe('axes', () => {
  it.each([
    [0, 2],
    [7, 5],
    [3_400, 5],
    [0.3, 4],
  ])('to %d have few ticks, evenly apart, up to it', (most, fewest) => {
    const ticks = ticksTo(most);
    expect(ticks[0]).toBe(0);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    expect(ticks.length).toBeGreaterThanOrEqual(fewest);
    expect(ticks.length).toBeLessThanOrEqual(7);
  });

  it('of counts have whole numbers', () => {
    expect(wholeTicksTo(0)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(wholeTicksTo(3)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(wholeTicksTo(1_234)).toEqual([0, 500, 1_000, 1_500]);
  });

  it('leave labels out that would touch', () => {
    expect(everyNth(3, 600, 60)).toBe(1);
    expect(everyNth(24, 600, 60)).toBe(3);
  });
});

describe('tracebacks a month', () => {
  const rows = [
    { month: '2026-01', ending: 'foreign', tracebacks: 3 },
    { month: '2026-01', ending: 'open', tracebacks: 1 },
    { month: '2026-03', ending: 'caller_identified', tracebacks: 2 },
  ];

  it('have a column for each month of the period, with what each outcome has', () => {
    const svg = chartOf(figure('outcomes_by_month', rows));
    expect(texts(svg)).toEqual(expect.arrayContaining(['2026-01', '2026-02', '2026-03']));
    expect(told(svg)).toEqual(
      expect.arrayContaining(['2026-01, foreign: 3', '2026-01, open: 1', '2026-03, caller identified: 2']),
    );
  });

  it.each([
    ['nothing', []],
    ['one month', rows.slice(0, 1)],
  ])('can be drawn over %s', (_, some) => {
    const svg = chartOf(figure('outcomes_by_month', some));
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(everyNumber(svg).every((value) => value >= 0 && value <= 760)).toBe(true);
  });

  it('of 24 months stay within the picture, and not every label is written', () => {
    const svg = chartOf(
      figure('outcomes_by_month', rows, {
        params: { from: '2024-06-01 00:00:00.000', to: '2026-06-01 00:00:00.000', as_of: '' },
      }),
    );
    const months = texts(svg).filter((text) => /^\d{4}-\d\d$/.test(text ?? ''));
    expect(months.length).toBeGreaterThan(5);
    expect(months.length).toBeLessThan(24);
    expect(everyNumber(svg).every((value) => value >= 0 && value <= 760)).toBe(true);
  });
});

describe('other charts', () => {
  it('show a gap in the hops as one', () => {
    const svg = chartOf(
      figure(
        'hops',
        [2, 5].map((hops) => ({ hops, tracebacks: 1 })),
      ),
    );
    expect(texts(svg)).toEqual(expect.arrayContaining(['2', '3', '4', '5']));
    expect(told(svg)).toEqual(['2, tracebacks: 1', '5, tracebacks: 1']);
  });

  it('break long names, and escape what a stranger wrote', () => {
    const kind = `impersonation of <script>alert("x")</script> ${'and other agencies '.repeat(6)}`;
    const svg = chartOf(figure('categories', [{ kind, tracebacks: 4 }]));
    expect(svg).not.toContain('<script>');
    expect(texts(svg).length).toBeGreaterThan(4);
    expect(texts(svg).every((text) => (text ?? '').length < 60)).toBe(true);
  });

  it('draw a curve that rises, and none where nothing was counted', () => {
    const rows = [
      { hours: 4, ended: 1, open: 0 },
      { hours: 30, ended: 1, open: 2 },
    ];
    const svg = chartOf(figure('time_per_hop', rows, { shape: 'survival' }));
    // A quarter is reached after 4 hours, half after 30; the axis ends at 48, and the curve at the last observation.
    expect(svg).toContain('d="M60 230H117.5V175.0H491.3V120.0H491.3"');
    const longer = [...rows, { hours: 40, ended: 0, open: 1 }];
    expect(chartOf(figure('time_per_hop', longer, { shape: 'survival' }))).toMatch(/H635\.0"/);
    expect(texts(chartOf(figure('time_per_hop', [], { shape: 'survival' })))).toContain('none');
  });

  it('are none for figures without one', () => {
    expect(chartOf(figure('refusals', []))).toBe('');
  });
});
