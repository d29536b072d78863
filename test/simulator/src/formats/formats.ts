import { asteriskCsv } from './asterisk-csv.ts';
import type { FormatName, SwitchFormat } from './format.ts';
import { jsonl } from './jsonl.ts';

export const formats: Readonly<Record<FormatName, SwitchFormat>> = { jsonl, 'asterisk-csv': asteriskCsv };
