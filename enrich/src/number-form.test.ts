import { Scratch } from '@ringtrace/platform/scratch';
import { numberForms } from '@ringtrace/schemas/tables/cdr';
import { describe, expect, it } from 'vitest';
import { normaliseNumber } from './number.ts';
import { numberForm, readNumbers } from './number-form.ts';

const forms: readonly (readonly [raw: string, form: string])[] = [
  ['+12025550123', 'plus'],
  ['+442079460123', 'plus'],
  ['12025550123', 'digits'],
  ['911', 'digits'],
  ['90123456789', 'digits'],
  ['2025550123', 'national'],
  ['9725550123', 'national'],
  ['(202) 555-0123', 'other'],
  ['011442079460123', 'other'],
  ['0123', 'other'],
  ['+0123', 'other'],
  ['0', 'other'],
  ['', 'other'],
  ['anonymous', 'other'],
  ['sip:+12025550123@host', 'other'],
  ['1234567890123456', 'other'],
];

describe('the form of a number', () => {
  it.each(forms)('%s is written as %s', (raw, form) => {
    expect(numberForm(raw, normaliseNumber(raw))).toBe(form);
  });

  it('is read from bytes as from text', () => {
    const bytes = Buffer.from(forms.map(([raw]) => raw).join('7'));
    let at = 0;
    const starts = forms.map(([raw]) => {
      const start = at;
      at += raw.length + 1;
      return start;
    });
    const start = Int32Array.from(starts);
    const end = Int32Array.from(forms, ([raw], i) => (starts[i] ?? 0) + raw.length);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const read = readNumbers(view, { start, end }, Int32Array.from(forms.keys()), new Scratch());
    expect(Array.from(read.forms, (form) => numberForms[form])).toEqual(forms.map(([, form]) => form));
    expect([...read.numbers]).toEqual(forms.map(([raw]) => normaliseNumber(raw)));
    expect([...read.rawStart]).toEqual(forms.map(([, form], i) => (form === 'other' ? starts[i] : -1)));
  });
});
