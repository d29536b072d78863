import { type Cdr, emptyCdr } from '@ringtrace/schemas/cdr';
import type { SwitchFormat } from './format.ts';

const defaults: Readonly<Record<string, unknown>> = emptyCdr;

/** Canonical JSON Lines: the CDR's own field names, times in ms, fields at their default left out. */
export const jsonl: SwitchFormat = {
  extension: 'jsonl',
  open: () => (cdr) => ({ text: line(cdr), callId: cdr.call_id }),
};

/** Field by field: a third of the time of JSON.stringify with a replacer. */
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
