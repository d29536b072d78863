/**
 * `ringtrace bench ingest`: how fast CDRs come from a filled topic into finished tables, and how much CPU that takes.
 */
import { count, print, printJson, say, table } from 'ringtrace/output';
import { type OwnStack, startStack } from '../ingest/stack.ts';
import { held } from './held.ts';
import { type Answers, checkSame } from './ingest/account.ts';
import { createTopics, fillTopics } from './ingest/fill.ts';
import { machine } from './ingest/machine.ts';
import { type Options, parseOptions } from './ingest/options.ts';
import { paced } from './ingest/paced.ts';
import type { Run } from './ingest/run.ts';
import { medians, ratios } from './ingest/summary.ts';
import { type VariantName, variants } from './ingest/variants.ts';
import { runBenchmark } from './run.ts';

async function measure(stack: OwnStack, { cdrs, rounds, only }: Options) {
  const copies = { avroFiles: only.includes('peer'), oneTopic: only.includes('broker') };
  await createTopics(stack.kafka, copies);
  const filled = performance.now();
  const fed = await fillTopics(stack.kafka, { cdrs, ...copies });
  say(`${cdrs} CDRs in ${fed.messages} messages, filled in ${seconds(filled)}`);
  const runs = new Map<VariantName, Run[]>();
  let expected: Answers | undefined;
  // Each round runs every variant, so that other work on the machine affects all of them alike.
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of only) {
      const run = await variants[name]({ stack, round, fed, keepRows: only.includes('ceiling') });
      expected ??= run.answers;
      if (run.answers !== undefined) checkSame(name, run.answers, expected ?? {});
      runs.set(name, [...(runs.get(name) ?? []), run]);
      say(`round ${round} of ${rounds}, ${name}: ${count(Math.round(run.cdrs / run.seconds))} CDRs/s`);
    }
  }
  const result = Object.fromEntries([...runs].map(([name, each]) => [name, medians(each)]));
  return { ...result, ratios: ratios(result) };
}

/** Runs the worker once, at a steady rate. */
async function measurePaced(stack: OwnStack, cdrs: number, rate: number) {
  const { run, behindSeconds } = await paced(stack, cdrs, rate);
  return { paced: { rate, ...medians([run]), behind_s: behindSeconds } };
}

const seconds = (since: number) => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

/** A table with a row for each figure and a column for each variant. */
function inWords(result: Readonly<Record<string, Readonly<Record<string, number>>>>): string {
  const names = new Set(Object.values(result).flatMap((figures) => Object.keys(figures)));
  const cell = (value: number | undefined) => (value === undefined ? '' : count(value));
  return table(
    [...names].map((figure) => ({
      figure,
      ...Object.fromEntries(Object.entries(result).map(([name, figures]) => [name, cell(figures[figure])])),
    })),
  );
}

async function measured(stack: OwnStack, options: Options) {
  const { cdrs, rounds, rate } = options;
  if (rate !== undefined) return { figures: await measurePaced(stack, cdrs, rate), size: { cdrs } };
  return { figures: await measure(stack, options), size: { cdrs, rounds } };
}

await runBenchmark('ingest', async () => {
  const options = parseOptions(process.argv.slice(2));
  const { figures, size } = await held(
    startStack(),
    (stack) => stack.stop(),
    (stack) => measured(stack, options),
  );
  if (options.json) printJson({ ...figures, ...size, machine: machine() });
  else print(inWords(figures));
});
