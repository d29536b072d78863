import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { signals } from '../../segments/signals/all.ts';
import type { Evidence } from '../../segments/signals/signal.ts';
import { thresholds } from '../../thresholds.ts';
import type { Evidenced } from './waterfall.ts';

const folder = join(projectRoot, 'docs', 'detection');
export const examplePage = join(folder, 'example.md');
export const examplePicture = join(folder, 'example-score.svg');

/** `| name | side | value | how it comes about | baseline | contribution |` */
const row = /^\| (\w+) \| (?:caller|behavior|honest) \| ([\d.,]+) \|[^|]*\| ([\d.]+) \| (-?[\d.]+) \|$/gm;
const silent = /^These signals contribute 0: ([\w,\s]+)\./m;
const firstLine = /^(t-[0-9a-f]+ \(\w+\)): (.+)$/m;

/**
 * The candidate that a page shows: its table of signals, the sentence that names those without a contribution, and the
 * first line that its `ringtrace candidates` prints. Throws where one is missing.
 */
export function evidenceOnPage(page: string): Evidenced {
  const [, name, about] = firstLine.exec(page) ?? [];
  const [, names] = silent.exec(page) ?? [];
  if (name === undefined || about === undefined || names === undefined)
    throw new Error('the page shows no candidate with its signals');
  return {
    name,
    about,
    // One number's, which is never taken for several campaigns.
    highestScore: thresholds.surest,
    signals: [
      ...[...page.matchAll(row)].map(([, signal = '', ...numbers]) => signalOf(signal, numbers)),
      ...names.split(/,\s+/).map((signal) => signalOf(signal, ['0', '0', '0'])),
    ],
  };
}

function signalOf(name: string, numbers: readonly string[]): Evidence {
  const side = signals.find((signal) => signal.name === name)?.side;
  if (side === undefined) throw new Error(`there is no signal ${name}`);
  const [value = 0, baseline = 0, contribution = 0] = numbers.map((digits) =>
    Number(digits.replaceAll(',', '')),
  );
  return { name, side, value, baseline, contribution };
}
