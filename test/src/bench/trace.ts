/**
 * `ringtrace bench trace`: how often tracing is right on simulated calls whose truth is known, and how long it takes in
 * a full store.
 */
import { print, printJson, say, table } from 'ringtrace/output';
import { parseUsage, wholeNumber } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { runBenchmark } from './run.ts';
import { accuracy, reliability } from './trace/accuracy.ts';
import { measureLatency } from './trace/latency.ts';

/** Seeds that no test uses, and that were not used when confidence was tuned. */
function parseOptions(args: string[]) {
  const { seeds, calls, legs, traces, json = false } = parseUsage(usage.subcommands.trace, args).options;
  return {
    seeds: seeds.split(',').map((seed) => wholeNumber('--seeds', seed)),
    calls,
    legs,
    traces,
    json,
  };
}

await runBenchmark('trace', async () => {
  const { seeds, calls, legs, traces, json } = parseOptions(process.argv.slice(2));
  say(`tracing ${calls} calls a seed and scenario`);
  const result = {
    accuracy: await accuracy(seeds, calls),
    reliability: await reliability(seeds, Math.ceil(calls / 2)),
    latency:
      legs === undefined ? undefined : await measureLatency({ legs, traces, seed: seeds[0] ?? 1 }, say),
  };
  if (json) printJson(result);
  else {
    print(`${table(result.accuracy)}\n\n${table(result.reliability)}`);
    if (result.latency !== undefined) print(`\n${table([{ ...result.latency }])}`);
  }
});
