/** `ringtrace bench live`: the whole path as it runs in production, from CDRs that arrive to candidates on their topic. */
import { print, printJson, say } from 'ringtrace/output';
import { onScratch, onStack } from './held.ts';
import { machine } from './ingest/machine.ts';
import { measureCatchUp } from './live/catch-up.ts';
import { measureDensities } from './live/density.ts';
import { figuresOf } from './live/figures.ts';
import { highestSustained, nextRate } from './live/ladder.ts';
import { type Options, parseOptions } from './live/options.ts';
import { peerOf } from './live/peer.ts';
import { inWords, type Result, rule } from './live/report.ts';
import { runAt } from './live/run.ts';
import { isOneOfEach, oneOfEach } from './live/workers.ts';
import { fail, runBenchmark } from './run.ts';

type Measured = { -readonly [K in keyof Result]: Result[K] };

/** One rate after another, each with a broker and an engine of its own: nothing is left of the one before. */
async function measureRates(
  { rates, workers, peer, seed, seconds, stored }: Options,
  into: Measured,
): Promise<void> {
  for (;;) {
    const rate = nextRate(into.rates, rates);
    if (rate === undefined) return;
    const settings = { rate, seed, seconds, stored };
    const one_of_each = isOneOfEach(workers)
      ? undefined
      : await onStack(async (stack) => figuresOf(await runAt(stack, settings, oneOfEach)));
    const figures = await onStack(async (stack) => {
      const run = await runAt(stack, settings, workers);
      return { ...figuresOf(run), ...(peer ? { peer: await peerOf(stack, run) } : {}) };
    });
    const result = { ...figures, ...(one_of_each === undefined ? {} : { one_of_each }) };
    into.rates = [...into.rates, result];
    into.sustained_per_s = highestSustained(into.rates);
    into.rule = rule;
    say(`${rate}/s: ${result.sustained ? 'sustained' : 'not sustained'}`);
  }
}

/** Adds one figure after another, so that those before one that fails are told. */
async function measure(options: Options, into: Measured): Promise<void> {
  const { seed, densities, catchUpHours: hours } = options;
  await measureRates(options, into);
  if (densities.length > 0)
    into.densities = await onLogged((scratch) => measureDensities(scratch, seed, densities));
  if (hours !== undefined) into.catch_up = await onLogged((scratch) => measureCatchUp(scratch, seed, hours));
}

const onLogged: typeof onScratch = (use) => onScratch(use, { queryLog: true });

const measured: Measured = { rates: [] };
await runBenchmark('live', async () => {
  const options = parseOptions(process.argv.slice(2));
  await measure(options, measured).catch((error) => fail('live', error));
  const isEmpty = measured.rates.length === 0 && Object.keys(measured).length === 1;
  if (options.json && !isEmpty) printJson({ ...measured, machine: machine() });
  else if (!isEmpty) print(inWords(measured));
});
