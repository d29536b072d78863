/** `ringtrace bench live`: the whole path as it runs in production, from CDRs that arrive to candidates on their topic. */
import { print, printJson, say } from 'ringtrace/output';
import { machine } from './ingest/machine.ts';
import { measureCatchUp } from './live/catch-up.ts';
import { measureDensities } from './live/density.ts';
import { figuresOf } from './live/figures.ts';
import { closeOnSignals, onScratch, onStack } from './live/held.ts';
import { highestSustained, nextRate } from './live/ladder.ts';
import { type Options, parseOptions } from './live/options.ts';
import { peerOf } from './live/peer.ts';
import { inWords, type RateResult, type Result, rule } from './live/report.ts';
import { runAt } from './live/run.ts';
import { fail } from './run.ts';

/** One rate after another, each with a broker and an engine of its own: nothing is left of the one before. */
async function measureRates({ rates, peer, seed, seconds, stored }: Options): Promise<RateResult[]> {
  const results: RateResult[] = [];
  for (let rate = nextRate(results, rates); rate !== undefined; rate = nextRate(results, rates)) {
    const settings = { rate, seed, seconds, stored };
    const result = await onStack(async (stack) => {
      const run = await runAt(stack, settings);
      return { ...figuresOf(run), ...(peer ? { peer: await peerOf(stack, run) } : {}) };
    });
    results.push(result);
    say(`${rate}/s: ${result.sustained ? 'sustained' : 'not sustained'}`);
  }
  return results;
}

async function measure(options: Options): Promise<Result> {
  const { seed, densities, catchUpHours: hours } = options;
  const rates = options.rates?.length === 0 ? [] : await measureRates(options);
  return {
    ...(rates.length === 0 ? {} : { sustained_per_s: highestSustained(rates), rule }),
    rates,
    ...(densities.length === 0
      ? {}
      : { densities: await onScratch((scratch) => measureDensities(scratch, seed, densities)) }),
    ...(hours === undefined
      ? {}
      : { catch_up: await onScratch((scratch) => measureCatchUp(scratch, seed, hours)) }),
  };
}

try {
  const options = parseOptions(process.argv.slice(2));
  closeOnSignals();
  const result = await measure(options);
  if (options.json) printJson({ ...result, machine: machine() });
  else print(inWords(result));
} catch (error) {
  fail('live', error);
}
