import { countOf, type Figure, figureValue } from '@ringtrace/cases/report/figure';
import { reportAsHtml } from '@ringtrace/cases/report/forms/html';
import { reportAsCsv, reportAsJson } from '@ringtrace/cases/report/forms/plain';
import { figureInWords } from '@ringtrace/cases/report/in-words';
import { type Covered, type Report, readReport } from '@ringtrace/cases/report/report';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { campaignDaysStore, measuredDays } from '@ringtrace/schemas/tables/measured-days';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endOfPeriod, handMadeLog, muchLater } from './hand-made.fixture.ts';

const log = handMadeLog();
let scratch: TestStore;
let atEnd: Report;
let later: Report;
beforeAll(async () => {
  scratch = await openTestStore();
  await copyToStore(log, scratch.store);
  const when = { day: Date.parse('2026-02-20T00:00:00Z') / 1_000, measurement: 1 };
  const seen = { provider: 'o1-west', role: 'unknown', customer: '', legs: 5 } as const;
  await scratch.store.insertRows(campaignDaysStore, [
    { ...when, ...seen, campaign_id: 'c-9', merged_from: ['c-0'] },
  ]);
  await scratch.store.insertRows(measuredDays, [
    { ...when, measured_at: Date.parse('2026-02-21T00:00:00Z'), seen: 1n },
  ]);
  const march = { from: Date.parse('2026-03-01T00:00:00Z'), to: endOfPeriod };
  atEnd = await report({ ...march, as_of: endOfPeriod });
  later = await report({ ...march, as_of: muchLater });
});
afterAll(() => scratch.close());

const report = (covered: Covered) => readReport(scratch.store, log, covered);
function figure({ figures }: Report, name: string): Figure {
  const found = figures.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no figure ${name}`);
  return found;
}
const value = (of: Report, name: string) => figureValue(figure(of, name));
const share = (of: Report, name: string) =>
  ['part', 'whole'].map((part) => countOf(figure(of, name), part === 'part' ? 'part' : 'whole'));
const rows = (of: Report, name: string) => figure(of, name).rows;

describe('the report equals a count by hand', () => {
  it.each([
    // tb-1, 2, 3, 4 and 8. Not tb-5 (live), tb-6 (withdrawn), tb-0 and tb-7 (before and behind the period).
    ['tracebacks', 5, 5],
    ['live_tracebacks', 1, 1],
    // m1, t1, o1 (once, under both ids), g1, f1 and s1; later n1 too.
    ['providers_identified', 6, 7],
    // f1 and s1; later f1 and n1.
    ['providers_only_named', 2, 2],
    // All but m1, t1 and o1, which are in tb-0.
    ['new_providers', 3, 4],
    ['non_responsive_providers', 1, 0],
    ['demands', 1, 1],
    // (3 + 3 + 2 + 2) / 4; later tb-3 is open again.
    ['mean_hops', 10 / 4, 8 / 3],
  ])('%s: %d at the end of the period, %d after a late answer', (name, then, now) => {
    expect(value(atEnd, name)).toBeCloseTo(then, 10);
    expect(value(later, name)).toBeCloseTo(now, 10);
  });

  it.each([
    ['completed_tracebacks', [4, 5], [3, 5]],
    // tb-1, whose caller was terminated.
    ['callers_acted_on', [1, 4], [1, 3]],
    // m1 in each of the five.
    ['hops_proven', [5, 12], [5, 13]],
    ['answered_in_time', [2, 5], [2, 5]],
    ['answered_late', [1, 5], [2, 5]],
    ['refused', [1, 5], [1, 5]],
    ['silent', [1, 5], [0, 5]],
  ])('%s: %j, then %j', (name, then, now) => {
    expect(share(atEnd, name)).toEqual(then);
    expect(share(later, name)).toEqual(now);
  });

  it('tables', () => {
    const month = '2026-03';
    expect(rows(atEnd, 'outcomes_by_month')).toEqual(
      ['caller_identified', 'foreign', 'non_responsive', 'open', 'refused'].map((ending) => ({
        month,
        ending,
        tracebacks: 1,
      })),
    );
    expect(rows(atEnd, 'hops')).toEqual([
      { hops: 2, tracebacks: 2 },
      { hops: 3, tracebacks: 2 },
    ]);
    expect(rows(atEnd, 'categories')).toEqual([
      { kind: 'bank imposter', tracebacks: 3 },
      { kind: 'utility', tracebacks: 2 },
    ]);
    expect(rows(atEnd, 'countries')).toEqual([{ place: 'GB', tracebacks: 1 }]);
    expect(rows(atEnd, 'non_responsive_list')).toEqual([{ who: 's1', without_answer: 1, requests: 1 }]);
    expect(rows(later, 'non_responsive_list')).toEqual([]);
    expect(rows(atEnd, 'refusals')).toEqual([
      { who: 't1', kind: 'refused', said: 'only the regulator may ask', requests: 1 },
    ]);
    expect(rows(atEnd, 'demands_by_type')).toEqual([{ kind: 'subpoena', demands: 1 }]);
  });

  it('hours, where what is still open is never counted as ended', () => {
    const ended = (hours: number) => ({ hours, ended: 1, open: 0 });
    const open = (hours: number) => ({ hours, ended: 0, open: 1 });
    expect(rows(atEnd, 'time_per_hop')).toEqual([ended(4), ended(12), ended(24), ended(72), open(516)]);
    expect(rows(later, 'time_per_hop')).toEqual([ended(4), ended(12), ended(24), ended(72), ended(744)]);
    expect(rows(atEnd, 'time_to_origin')).toEqual(
      [ended(14), open(470), open(518), ended(78), open(744)].toSorted((a, b) => a.hours - b.hours),
    );
    expect(figureInWords(figure(atEnd, 'time_per_hop'))).toBe(
      'half within 24 hours; 5 counted, of these 1 still open',
    );
  });

  it('calls before and after the first warning, which was in February', async () => {
    const february = { from: Date.parse('2026-02-01T00:00:00Z'), to: Date.parse('2026-03-01T00:00:00Z') };
    const found = rows(await report({ ...february, as_of: endOfPeriod }), 'around_first_warning');
    expect(found).toHaveLength(29);
    // Warned on the 13th; the campaign of case-0 became part of c-9, which was seen on the 20th.
    expect(found.filter(({ legs }) => legs !== 0)).toEqual([{ days: 7, warnings: 1, legs: 5 }]);
    // All 14 days behind the warning had begun by then.
    expect(found.every(({ warnings }) => warnings === 1)).toBe(true);
    expect(
      rows(atEnd, 'around_first_warning').every(({ warnings, legs }) => warnings === 0 && legs === 0),
    ).toBe(true);
  });
});

describe('every figure', () => {
  it('has a query that gives it where it is run as it is printed', async () => {
    for (const { name, sql, rows: expected } of atEnd.figures) {
      expect(sql, name).not.toMatch(/\{\w+:/);
      if (name === 'attestation_questions') continue;
      const result = await scratch.store.client.query({ query: sql, format: 'JSONEachRow' });
      expect(await result.json(), name).toEqual(expected);
    }
  });

  it('has a definition, in every form of the report', () => {
    const html = reportAsHtml(atEnd);
    for (const { name, definition, sql } of atEnd.figures) {
      expect(definition.length, name).toBeGreaterThan(20);
      expect(html).toContain(`id="query-${name}"`);
      expect(sql.length).toBeGreaterThan(20);
    }
    const names = atEnd.figures.map(({ name }) => name);
    expect(reportAsJson(atEnd).figures.map(({ name }) => name)).toEqual(names);
    expect([...new Set(reportAsCsv(atEnd).map(([name]) => name))]).toEqual(names);
  });

  it('is none where nothing was counted, never NaN', async () => {
    const nothing = await report({
      from: Date.parse('2020-01-01T00:00:00Z'),
      to: Date.parse('2020-02-01T00:00:00Z'),
      as_of: endOfPeriod,
    });
    expect(figureInWords(figure(nothing, 'mean_hops'))).toBe('none');
    expect(figureInWords(figure(nothing, 'callers_acted_on'))).toBe('none');
    expect(figureInWords(figure(nothing, 'time_to_origin'))).toBe('none');
    expect(value(nothing, 'tracebacks')).toBe(0);
    expect(reportAsHtml(nothing)).not.toMatch(/NaN|Infinity|undefined/);
  });
});
