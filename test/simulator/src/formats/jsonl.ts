import { type Cdr, emptyCdr } from '@ringtrace/schemas/cdr';
import type { SwitchFormat } from './format.ts';

const defaults: Readonly<Record<string, unknown>> = emptyCdr;

/** Canonical JSON Lines: the field names of a CDR, times in ms. Fields with their default value are left out. */
export const jsonl: SwitchFormat = {
  extension: 'jsonl',
  open: () => (cdr) => ({ text: line(cdr), callId: cdr.call_id }),
};

/** Writes field by field. JSON.stringify with a replacer takes three times as long. */
function line(cdr: Cdr): string {
  const values: Readonly<Record<string, unknown>> = cdr;
  let text = '';
  for (const name in values) {
    const value = values[name];
    if (value === defaults[name]) continue;
    text += `${text === '' ? '{' : ','}"${name}":${typeof value === 'number' ? value : JSON.stringify(value)}`;
  }
  return `${text}}\n`;
}
