import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import type { Evidence, Side } from '../../segments/signals/signal.ts';
import type { Evidenced } from './waterfall.ts';

const folder = join(projectRoot, 'docs', 'detection');
export const examplePage = join(folder, 'example.md');
export const examplePicture = join(folder, 'example-score.svg');

/** `| name | side | value | how it comes about | baseline | contribution |` */
const row = /^\| (\w+) \| (caller|behavior|honest) \| ([\d.,]+) \|[^|]*\| ([\d.]+) \| (-?[\d.]+) \|$/gm;
const firstLine = /^(t-[0-9a-f]+ \(\w+\)): (.+)$/m;

const sides: Readonly<Record<string, Side>> = { caller: 'caller', behavior: 'behavior', honest: 'honest' };

/** The candidate that a page shows: its table of signals, and the first line that its `ringtrace candidates` prints. */
export function evidenceOnPage(page: string): Evidenced {
  const [, name, about] = firstLine.exec(page) ?? [];
  if (name === undefined || about === undefined) throw new Error('the page shows no candidate');
  return { name, about, signals: [...page.matchAll(row)].map(signalOf) };
}

function signalOf([line, name = '', side = '', ...numbers]: readonly string[]): Evidence {
  const known = sides[side];
  const [value, baseline, contribution] = numbers.map((digits) => Number(digits.replaceAll(',', '')));
  if (known === undefined || value === undefined || baseline === undefined || contribution === undefined)
    throw new Error(`no signal: ${line}`);
  return { name, side: known, value, baseline, contribution };
}
