/**
 * `ringtrace bench accuracy`: how well detection works on drawn networks whose truth is known, beside the usual rules.
 */
import { UsageError } from 'ringtrace/command';
import { print, printJson, say, table } from 'ringtrace/output';
import { parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { type Measured, measureWorld } from '../accuracy/measure.ts';
import { byAxis, reliability, sideBySide, summary, whyWrong } from '../accuracy/report.ts';
import { worldsOf } from '../accuracy/worlds.ts';
import { onScratch } from './held.ts';
import { runBenchmark } from './run.ts';

function parseOptions(args: string[]) {
  const { split, worlds, json = false } = parseUsage(usage.subcommands.accuracy, args).options;
  const all = worldsOf(split);
  if (worlds !== undefined && worlds > all.length)
    throw new UsageError(`--worlds takes up to ${all.length} with --split ${split}, not ${worlds}`);
  return {
    split,
    worlds: worlds === undefined ? all : all.slice(0, worlds),
    json,
  };
}

await runBenchmark('accuracy', async () => {
  const { split, worlds, json } = parseOptions(process.argv.slice(2));
  const measured: Measured[] = [];
  for (const settings of worlds) {
    // Each world has a store of its own.
    measured.push(await onScratch(({ store }) => measureWorld(store, settings)));
    const { precision, recall } = measured.at(-1)?.evaluation ?? { precision: 0, recall: 0 };
    say(`${split}, seed ${settings.seed}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
  }
  const result = {
    split,
    summary: summary(measured),
    recall: byAxis(measured),
    reliability: reliability(measured),
    rules: sideBySide(measured),
    why: whyWrong(measured),
    accused: measured.flatMap(({ accused }) => accused),
  };
  if (json) printJson(result);
  else {
    const figures = Object.entries(result.summary).map(([figure, value]) => ({ figure, value }));
    print(
      [figures, result.recall, result.reliability, result.rules, result.why]
        .map((rows) => table(rows))
        .join('\n\n'),
    );
  }
});
