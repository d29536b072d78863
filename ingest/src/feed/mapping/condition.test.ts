import { describe, expect, it } from 'vitest';
import { compileConditions, inWords } from './condition.ts';
import type { Conditions } from './mapping.ts';

type Row = Readonly<Record<string, string>>;
const holds = (conditions: Conditions, row: Row) =>
  compileConditions<Row>(conditions, (name) => (record) => record[name] ?? '')(row);

describe('conditions', () => {
  it.each<[Conditions, Row, boolean]>([
    [{ kind: ['voice', 'fax*'] }, { kind: ' Voice ' }, true],
    [{ kind: ['voice', 'fax*'] }, { kind: 'FAX-in' }, true],
    [{ kind: ['voice'] }, { kind: 'sms' }, false],
    [{ kind: [''] }, { kind: '  ' }, true],
    [{ kind: { not: ['sms', 'data*'] } }, { kind: 'voice' }, true],
    [{ kind: { not: ['sms', 'data*'] } }, { kind: 'Data-5' }, false],
    [{ kind: { not: ['sms'] } }, {}, true],
    [{ kind: { not: [''] } }, { kind: ' ' }, false],
    [{ talk: { above: 0 } }, { talk: '47' }, true],
    [{ talk: { above: 0 } }, { talk: '0.000' }, false],
    [{ talk: { above: 0 } }, { talk: '-1' }, false],
    [{ talk: { above: 0 } }, { talk: '' }, false],
    [{ talk: { above: 0 } }, { talk: '00:00:05' }, true],
    [{ talk: { above: 0 } }, { talk: '00:00:00' }, false],
    [{ talk: { above: 5 } }, { talk: '1m6s' }, true],
    [{ code: { above: 299, not: ['487'] } }, { code: '487' }, false],
    [{ code: { above: 299, not: ['487'] } }, { code: '486' }, true],
    [{ a: ['1'], b: ['2'] }, { a: '1', b: '3' }, false],
    [[{ a: ['1'] }, { b: ['2'] }], { a: '0', b: '2' }, true],
    [[{ a: ['1'] }, { b: ['2'] }], { a: '0', b: '3' }, false],
    [{}, {}, true],
  ])('%j of %j: %s', (conditions, row, expected) => {
    expect(holds(conditions, row)).toBe(expected);
  });

  it('refuses to compare text with a number', () => {
    expect(() => holds({ talk: { above: 0 } }, { talk: 'NA' })).toThrow(
      'talk: must be a number or a duration',
    );
  });

  it('says what it asks for', () => {
    expect(inWords([{ kind: ['voice', ''] }, { 'talk?': { above: 0, not: ['9'] } }])).toBe(
      'kind: must be voice or empty; or talk: must not be 9 and be above 0',
    );
  });
});
