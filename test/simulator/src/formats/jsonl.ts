import { emptyCdr } from '@ringtrace/schemas/cdr';
import type { SwitchFormat } from './format.ts';

const defaults = new Map<string, unknown>(Object.entries(emptyCdr));

/** Canonical JSON Lines: the CDR's own field names, times in ms, fields at their default left out. */
export const jsonl: SwitchFormat = {
  extension: 'jsonl',
  open: () => (cdr) => ({
    text: `${JSON.stringify(cdr, (key, value) => (key !== '' && defaults.get(key) === value ? undefined : value))}\n`,
    callId: cdr.call_id,
  }),
};
