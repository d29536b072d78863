/**
 * `ringtrace bench trace`: how often tracing is right on simulated calls whose truth is known, and how long it takes in
 * a full store.
 */
import { noPositionals, parseCommandLine, positiveInteger, UsageError } from 'ringtrace/command';
import { print, printJson, say, table } from 'ringtrace/output';
import { accuracy, reliability } from './trace/accuracy.ts';
import { measureLatency } from './trace/latency.ts';

/** Seeds that no test uses, and that were not used when confidence was tuned. */
const defaultSeeds = '501,502,503,504';

function parseOptions(args: string[]) {
  const { values, positionals } = parseCommandLine(args, {
    seeds: { type: 'string' },
    calls: { type: 'string' },
    legs: { type: 'string' },
    traces: { type: 'string' },
    json: { type: 'boolean' },
  });
  noPositionals(positionals);
  return {
    seeds: (values.seeds ?? defaultSeeds).split(',').map((seed) => positiveInteger('seeds', seed, 1)),
    calls: positiveInteger('calls', values.calls, 2_000),
    legs: values.legs === undefined ? undefined : positiveInteger('legs', values.legs, 1),
    traces: positiveInteger('traces', values.traces, 300),
    json: values.json ?? false,
  };
}

async function main(): Promise<number> {
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
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(`ringtrace bench trace: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
