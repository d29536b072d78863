/** `ringtrace bench ingest`: how fast, and at what cost, CDRs come from a filled topic into finished tables. */
import { UsageError } from 'ringtrace/command';
import { print, printJson, say, table } from 'ringtrace/output';
import { type Stack, startStack } from '../ingest/stack.ts';
import { createTopics, fillTopics } from './ingest/fill.ts';
import { machine } from './ingest/machine.ts';
import { type Options, parseOptions } from './ingest/options.ts';
import type { Run } from './ingest/run.ts';
import { medians } from './ingest/summary.ts';
import { type VariantName, variants } from './ingest/variants.ts';

async function measure(stack: Stack, { cdrs, rounds, only }: Options) {
  const avroFiles = only.includes('peer');
  await createTopics(stack.kafka, avroFiles);
  const filled = performance.now();
  const fed = await fillTopics(stack.kafka, { cdrs, avroFiles });
  say(`${cdrs} CDRs in ${fed.messages} messages, filled in ${seconds(filled)}`);
  const runs = new Map<VariantName, Run[]>();
  // A round holds every variant, so that whatever else the machine does befalls all alike.
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of only) {
      const run = await variants[name]({ stack, round, fed });
      runs.set(name, [...(runs.get(name) ?? []), run]);
      say(`round ${round}, ${name}: ${Math.round(run.cdrs / run.seconds)} CDRs/s`);
      say(JSON.stringify(medians([run])));
    }
  }
  return Object.fromEntries([...runs].map(([name, each]) => [name, medians(each)]));
}

const seconds = (since: number) => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  const starting = startStack();
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= starting.then((stack) => stack.stop());
    return stopping;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void stop().finally(() => process.exit(1)));
  try {
    const result = await measure(await starting, options);
    if (options.json) printJson({ ...result, machine: machine() });
    else print(table(Object.entries(result).map(([variant, figures]) => ({ variant, ...figures }))));
    return 0;
  } finally {
    await stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  say(`ringtrace bench ingest: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
