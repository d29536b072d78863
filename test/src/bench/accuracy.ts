/**
 * `ringtrace bench accuracy`: how well detection works on drawn networks whose truth is known, beside the usual rules.
 */
import { noPositionals, parseCommandLine, positiveInteger, UsageError } from 'ringtrace/command';
import { print, printJson, say, table } from 'ringtrace/output';
import { type Measured, measureWorld } from '../accuracy/measure.ts';
import { byAxis, reliability, sideBySide, summary } from '../accuracy/report.ts';
import { isSplit, splits, worldsOf } from '../accuracy/worlds.ts';
import { fail } from './run.ts';

function parseOptions(args: string[]) {
  const { values, positionals } = parseCommandLine(args, {
    split: { type: 'string' },
    worlds: { type: 'string' },
    json: { type: 'boolean' },
  });
  noPositionals(positionals);
  const split = values.split ?? 'held-out';
  if (!isSplit(split)) throw new UsageError(`--split takes one of ${Object.keys(splits).join(', ')}`);
  return {
    split,
    worlds: worldsOf(split).slice(0, positiveInteger('worlds', values.worlds, worldsOf(split).length)),
    json: values.json ?? false,
  };
}

try {
  const { split, worlds, json } = parseOptions(process.argv.slice(2));
  const measured: Measured[] = [];
  for (const settings of worlds) {
    measured.push(await measureWorld(settings));
    const { precision, recall } = measured.at(-1)?.evaluation ?? { precision: 0, recall: 0 };
    say(`${split}, seed ${settings.seed}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
  }
  const result = {
    split,
    summary: summary(measured),
    recall: byAxis(measured),
    reliability: reliability(measured),
    rules: sideBySide(measured),
    accused: measured.flatMap(({ accused }) => accused),
  };
  if (json) printJson(result);
  else {
    const figures = Object.entries(result.summary).map(([figure, value]) => ({ figure, value }));
    print([figures, result.recall, result.reliability, result.rules].map((rows) => table(rows)).join('\n\n'));
  }
} catch (error) {
  fail('accuracy', error);
}
