import type { Scratch } from '@ringtrace/platform/scratch';
import { numberForms } from '@ringtrace/schemas/tables/cdr';
import { digitsIn, normaliseBytes } from './number.ts';

export type NumberForm = (typeof numberForms)[number];

/** The form in which `raw` has `number`, where `number` is what `normaliseNumber` returns for `raw`. */
export function numberForm(raw: string, number: number): NumberForm {
  if (number === 0) return 'other';
  const digits = String(number);
  if (raw === `+${digits}`) return 'plus';
  if (raw === digits) return 'digits';
  return `1${raw}` === digits ? 'national' : 'other';
}

/** The numbers that were read from texts, by row, and which texts have to be stored. */
export interface SignalledNumbers {
  readonly numbers: Float64Array;
  /** Indexes into `numberForms`. */
  readonly forms: Uint8Array;
  /** Start of the text to store; -1 where number and form suffice to rebuild the text. */
  readonly rawStart: Int32Array;
}

interface SignalledTexts {
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/** `normaliseNumber` and `numberForm` for the UTF-8 texts at the row indexes `rows`. */
export function readNumbers(
  view: DataView,
  texts: SignalledTexts,
  rows: Int32Array,
  scratch: Scratch,
): SignalledNumbers {
  const { start, end } = texts;
  const numbers = scratch.float64(start.length);
  const forms = scratch.uint8(start.length);
  const rawStart = scratch.int32(start.length);
  rawStart.set(start);
  for (const row of rows) {
    const from = start[row] ?? 0;
    const to = end[row] ?? 0;
    const number = normaliseBytes(view, from, to);
    const form = formIn(view, from, to, number);
    numbers[row] = number;
    forms[row] = form;
    if (form !== other) rawStart[row] = -1;
  }
  return { numbers, forms, rawStart };
}

const other = numberForms.indexOf('other');
const plusForm = numberForms.indexOf('plus');
const digitsForm = numberForms.indexOf('digits');
const nationalForm = numberForms.indexOf('national');
const plus = 43;
const zero = 48;
const nationalNumber = 10_000_000_000;

function formIn(view: DataView, start: number, end: number, number: number): number {
  if (number === 0) return other;
  const isPlus = view.getUint8(start) === plus;
  const from = isPlus ? start + 1 : start;
  if (from === end || view.getUint8(from) === zero) return other;
  const value = digitsIn(view, from, end);
  if (value === number) return isPlus ? plusForm : digitsForm;
  return !isPlus && end - from === 10 && value + nationalNumber === number ? nationalForm : other;
}
