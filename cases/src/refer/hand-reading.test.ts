import { describe, expect, it } from 'vitest';
import { calledNumbersIn, maskedData, masking } from './hand-reading.ts';

const shown = (data: unknown) => masking({ called: calledNumbersIn(data) })(data);
const token = (payload: object) =>
  [{ alg: 'ES256', ppt: 'shaken' }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');

describe('a called number', () => {
  it.each([
    [13_035_551_234, '1303555xxxx'],
    ['13035551234', '1303555xxxx'],
    ['+13035551234', '+1303555xxxx'],
    ['3035551234', '303555xxxx'],
    ['(303) 555-1234', '(303) 555-xxxx'],
    ['０１１ ３０３５５５１２３４', '０１１ ３０３５５５xxxx'],
    ['020 7123 4567', '020 7123 xxxx'],
    ['sip:+13035551234@10.11.12.13;user=phone', 'sip:+130355xxxxx@xx.xx.xx.xx;user=phone'],
    ['13035551234,13035551299', '130355xxxxx,xxxxxxxxxxx'],
    ['1303555xxxx', '1303555xxxx'],
    [911, 'xxx'],
    ['911', 'xxx'],
    ['', ''],
  ])('%j is masked under each of its keys', (given, masked) => {
    for (const key of ['called_number', 'called_number_raw'])
      expect(shown({ [key]: given })).toEqual({ [key]: masked });
    expect(shown({ scope: { called_numbers: [given] } })).toEqual({ scope: { called_numbers: [masked] } });
  });

  it.each([
    { called_number: 13_035_551_234 },
    { called_number: '+1 303.555.1234' },
    { called_number_raw: '3035551234' },
    { called_number: 'tel:+1-303-555-1234;ext=99' },
    { called_numbers: [13_035_551_234] },
  ])('of %j is masked in texts and in ids of calls, too', (named) => {
    const texts = { note: 'to +1 (303) 555-1234', call_id: 'a3035551234@sw1', other: ['13035551234'] };
    expect(shown({ rows: [named], texts })).toMatchObject({
      texts: { note: 'to +1 (303) 555-xxxx', call_id: 'a303555xxxx@sw1', other: ['1303555xxxx'] },
    });
  });

  it('that is short spoils no time, id or name', () => {
    const leg = { start_time: '2026-03-03T18:59:09.110Z', carrier: 'bw911', candidate_id: 't-911' };
    expect(shown({ called_number: 911, ...leg })).toEqual({ called_number: 'xxx', ...leg });
  });

  it('is no count of called numbers', () => {
    expect(shown({ called_numbers: 4_212_345_678 })).toEqual({ called_numbers: 4_212_345_678 });
  });

  it('of another country is found by its national digits', () => {
    expect(shown({ called_number: 442_071_234_567, raw: '020 7123 4567' })).toMatchObject({
      raw: '020 7123 xxxx',
    });
  });
});

describe('encoded data', () => {
  it.each([
    `${token({ dest: { tn: ['13035551234'] } })}.${'s'.repeat(86)};info=<https://c.example>;alg=ES256`,
    Buffer.from('{ "dest": { "tn": ["13035551234"] } }').toString('base64'),
    `..${'s'.repeat(86)};info=<https://c.example>`,
  ])('is not shown: %s', (identity) => {
    const text = JSON.stringify(shown({ items: [{ text: `Identity: ${identity}` }] }));
    expect(text).toContain('hidden');
    expect(text).not.toMatch(/ey[JA]|s{20}/);
  });

  it('is no UUID, digest or path', () => {
    const data = { a: 'e0a1b2c3-d4e5-4f60-8a1b-2c3d4e5f6071', hash: 'ab'.repeat(32), b: '../../x/y.html' };
    expect(shown(data)).toEqual(data);
  });
});

describe('texts of the log', () => {
  it('lose whatever looks like a telephone number, other than calling numbers', () => {
    const hash = `12345678901${'a'.repeat(53)}`;
    const data = {
      rows: [
        { type: 'numbers_read', data: { what: 'search of calls to +12025550123', numbers: 1 }, hash },
        { type: 'case_noted', data: { text: 'the victim at 202-555-0123 called back 12125550100' } },
        { type: 'traceback_opened', data: { call: { calling_number: 12_125_550_100 } } },
      ],
    };
    expect(maskedData(data)).toMatchObject({
      rows: [
        { data: { what: 'search of calls to +1202555xxxx' }, hash },
        { data: { text: 'the victim at 202-555-xxxx called back 12125550100' } },
        { data: { call: { calling_number: '12125550100' } } },
      ],
    });
  });
});
