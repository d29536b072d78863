/** `ringtrace bench query`: how long the questions of docs/queries.md take on a large store, and how much they read. */

import { questions } from '@ringtrace/console/server/queries/questions';
import type { Store } from '@ringtrace/platform/clickhouse';
import { count, print, printJson, say, table } from 'ringtrace/output';
import { type OptionValues, parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { machine } from './ingest/machine.ts';
import { ask } from './query/ask.ts';
import { onOwnStore, runBenchmark } from './run.ts';
import { storeAccounts } from './store/accounts.ts';
import { growTo, storeAfternoon } from './store/afternoons.ts';
import { quiet } from './store/quiet.ts';
import { detecting } from './store/settle.ts';

async function fill(store: Store, cdrs: number): Promise<void> {
  await storeAfternoon(store);
  await growTo(store, cdrs, 1);
  await detecting(store).settle();
  await storeAccounts(store);
  await quiet(store);
}

/** The medians of all rounds but the first. The first finds nothing in memory and is reported separately. */
async function timeQuestions(store: Store, rounds: number) {
  const results = [];
  for (const { question, sql } of questions()) {
    const first = await ask(store, sql);
    const answers = [];
    for (let i = 0; i < rounds; i += 1) answers.push(await ask(store, sql));
    const [median = first] = answers.toSorted((a, b) => a.ms - b.ms).slice(Math.floor(rounds / 2));
    results.push({
      question,
      ms: Math.round(median.ms),
      first_ms: Math.round(first.ms),
      rows: first.rows,
      read_rows: median.readRows,
      memory_mb: Math.round(median.memoryMb),
    });
  }
  return results;
}

type Options = OptionValues<typeof usage.subcommands.query.options>;

async function measure(store: Store, { cdrs, rounds, json }: Options): Promise<void> {
  await fill(store, cdrs);
  say(`${count(cdrs)} CDRs stored`);
  const results = await timeQuestions(store, rounds);
  if (json) printJson({ cdrs, questions: results, machine: machine() });
  else print(table(results));
}

await runBenchmark('query', () => {
  const { options } = parseUsage(usage.subcommands.query, process.argv.slice(2));
  return onOwnStore('query', ({ store }) => measure(store, options));
});
