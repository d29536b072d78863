import { describe, expect, it } from 'vitest';
import type { Figure } from '../figure.ts';
import { figureInWords, periodInWords, rowsShown } from '../in-words.ts';
import type { Report } from '../report.ts';
import { reportAsHtml } from './html.ts';
import { reportAsCsv, reportAsJson } from './plain.ts';

const params = {
  from: '2026-01-01 00:00:00.000',
  to: '2026-04-01 00:00:00.000',
  as_of: '2026-05-01 00:00:00.000',
};
const figure = (name: string, shape: Figure['shape'], rows: Figure['rows']): Figure => ({
  name,
  title: `title of ${name}`,
  definition: `definition of ${name}`,
  shape,
  sql: `SELECT '${name}' < 2`,
  params,
  rows,
});
const report: Report = {
  from: Date.parse('2026-01-01T00:00:00Z'),
  to: Date.parse('2026-04-01T00:00:00Z'),
  as_of: Date.parse('2026-05-01T00:00:00Z'),
  figures: [
    figure('tracebacks', 'count', [{ value: 12_345 }]),
    figure('acted', 'share', [{ part: 3, whole: 4 }]),
    figure('mean', 'mean', [{ value: null, of: 0 }]),
    figure('hours', 'survival', [{ hours: 30, ended: 3, open: 1 }]),
    figure('refusals', 'table', [{ who: 'p1', said: '<b>no</b>\u202e', requests: 2 }]),
  ],
};

describe('a figure in words', () => {
  it.each([
    ['tracebacks', '12,345'],
    ['acted', '3 of 4 (75.0 %; 30.1 % to 95.4 %)'],
    ['mean', 'none'],
    ['hours', 'half within 30 hours; 4 counted, of these 1 still open'],
    ['refusals', ''],
  ])('%s is %j', (name, words) => {
    expect(report.figures.filter((one) => one.name === name).map(figureInWords)).toEqual([words]);
  });

  it('has a row for each month, and a column for each outcome', () => {
    const rows = [
      { month: '2026-01', ending: 'open', tracebacks: 2 },
      { month: '2026-02', ending: 'foreign', tracebacks: 3 },
    ];
    expect(rowsShown(figure('outcomes_by_month', 'table', rows))).toEqual([
      { month: '2026-01', foreign: 0, open: 2 },
      { month: '2026-02', foreign: 3, open: 0 },
    ]);
  });

  it('is told with the period, and where that was not over', () => {
    expect(periodInWords(report)).toEqual([
      'From 2026-01-01 00:00 UTC until 2026-04-01 00:00 UTC, as of 2026-05-01 00:00 UTC',
    ]);
    expect(periodInWords({ ...report, as_of: report.from + 1 })[1]).toContain('was not over');
  });
});

describe('the page', () => {
  const html = reportAsHtml(report);

  it('has each figure with its definition and its query', () => {
    for (const { name, title, definition } of report.figures) {
      expect(html).toContain(title);
      expect(html).toContain(definition);
      expect(html).toContain(`href="#query-${name}"`);
      expect(html).toContain(`SELECT &#39;${name}&#39; &lt; 2`);
    }
  });

  it('loads nothing, and shows foreign text as text', () => {
    expect(html).not.toMatch(/<script|<link|<img|src=|url\(|@import|http-equiv="refresh"/);
    expect(html).toContain('&lt;b&gt;no&lt;/b&gt;');
    expect(html).not.toContain('\u202e');
  });
});

describe('forms for programs', () => {
  it('JSON has everything, and a curve where times are open-ended', () => {
    const [count, , , hours] = reportAsJson(report).figures;
    expect(count).toMatchObject({
      name: 'tracebacks',
      in_words: '12,345',
      params,
      rows: [{ value: 12_345 }],
    });
    // Nothing was observed beyond 30 hours, so nothing is told of later ones.
    expect(hours).toMatchObject({
      curve: [1, 4, 8, 24]
        .map((within_hours) => ({ within_hours, percent: 0 }))
        .concat({ within_hours: 30, percent: 75 }),
    });
    expect(reportAsJson(report)).toMatchObject({
      from: '2026-01-01T00:00:00.000Z',
      as_of: '2026-05-01T00:00:00.000Z',
    });
  });

  it('CSV has one value a line, and what a figure is on line 0', () => {
    const lines = reportAsCsv(report).filter(([name]) => name === 'acted');
    expect(lines).toEqual([
      ['acted', 0, 'title', 'title of acted'],
      ['acted', 0, 'definition', 'definition of acted'],
      ['acted', 0, 'query', "SELECT 'acted' < 2"],
      ['acted', 1, 'part', 3],
      ['acted', 1, 'whole', 4],
    ]);
  });
});
