import { seeded } from '@ringtrace/platform/seeded';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { splitEscaped, splitQuoted } from './split-row.ts';

describe('splitQuoted', () => {
  it.each([
    ['a,b', ['a', 'b']],
    ['', ['']],
    [',', ['', '']],
    ['"",""', ['', '']],
    ['"a,b",c,', ['a,b', 'c', '']],
    ['"""Desk"" <100>",x', ['"Desk" <100>', 'x']],
    ['"""",""""""', ['"', '""']],
    ['a "b" c,5" pipe', ['a "b" c', '5" pipe']],
    ['"a', undefined],
    ['"Doe, John" <100>,c', ['"Doe, John" <100>', 'c']],
    ['"a", "b", c', ['a', 'b', ' c']],
    ['a,"Doe" <100', ['a', '"Doe" <100']],
  ])('%s', (text, fields) => {
    expect(splitQuoted(text, ',', false)).toEqual(fields);
  });

  it('reads whatever csv-parse takes, the same', () => {
    const { below, pick } = seeded(11);
    const signs = ['a', '1', ' ', ',', '"', '""', '\\', 'é', '<'];
    for (let i = 0; i < 3_000; i += 1) {
      const text = Array.from({ length: 1 + below(20) }, () => pick(signs)).join('');
      const fields = oracle(text);
      if (fields !== undefined)
        expect({ text, fields: splitQuoted(text, ',', false) }).toEqual({ text, fields });
    }
  });

  it.each([
    ['2,""JOHN DOE"<sip:1@a;x>;tag=1",3', ['2', '"JOHN DOE"<sip:1@a;x>;tag=1', '3']],
    ['"""JOHN DOE""<sip:1@a>",3', ['"JOHN DOE"<sip:1@a>', '3']],
    ['"",""', ['', '']],
    ['"a', undefined],
  ])('finds the end of a value whose quotes nobody doubled: %s', (text, fields) => {
    expect(splitQuoted(text, ',', true)).toEqual(fields);
  });
});

describe('splitEscaped', () => {
  it.each([
    ['a|b|', ['a', 'b', '']],
    ['a\\|b|c\\\\', ['a|b', 'c\\']],
    ['a"|b\\', ['a"', 'b\\']],
  ])('%s', (text, fields) => {
    expect(splitEscaped(text, '|')).toEqual(fields);
  });
});

/** The fields that csv-parse finds in one row. Undefined where it refuses the row. */
function oracle(text: string): unknown {
  try {
    const rows: unknown = parse(text, { record_delimiter: '\n' });
    return Array.isArray(rows) ? rows[0] : undefined;
  } catch {
    return undefined;
  }
}
