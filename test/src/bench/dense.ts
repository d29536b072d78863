/**
 * `ringtrace bench dense`: whether detection finishes, and how long it takes, where a few hours have very many calls: all of it
 * from nothing, and one further minute of arrivals.
 */
import type { ScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { drawTraffic } from '@ringtrace/simulator/drawn/traffic';
import { count, print, printJson, say, table } from 'ringtrace/output';
import { parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { z } from 'zod';
import { storeWorld } from '../accuracy/store-world.ts';
import { storeTruth, truth } from '../accuracy/truth.ts';
import { cpuOf } from './ingest/meter.ts';
import { onOwnStore, runBenchmark } from './run.ts';
import { mostCopies, storeCopy } from './store/copies.ts';
import { detecting } from './store/settle.ts';

const traffic = {
  seed: 7,
  calls: 60_000,
  campaigns: 4,
  bulkCallers: 20,
  hours: 2,
  reportingShare: 1,
} as const;
const isHonest = `(carrier, call_id) NOT IN (SELECT carrier, call_id FROM ${truth.name} WHERE campaign != '')`;

/** A minute in the middle of the second hour. */
const laterMinute = `toStartOfMinute(start_time, 'UTC') =
  (SELECT toStartOfHour(max(start_time) - 600, 'UTC') + toIntervalMinute(30) FROM ${cdrStore.name})`;

const stored = defineQuery()({
  name: 'what is stored',
  row: z.object({ legs: z.number(), seconds: z.number(), candidates: z.number() }),
  sql: `SELECT count() AS legs, dateDiff('second', min(start_time), max(start_time)) AS seconds,
    (SELECT count() FROM traceback_candidates) AS candidates FROM ${cdrStore.name}`,
});

/** The store, noting the longest list that goes along with each statement. */
function noting(store: Store, longest: Map<string, number>): Store {
  const note = (name: string, params: Readonly<Record<string, unknown>>) => {
    for (const list of Object.values(params))
      if (Array.isArray(list)) longest.set(name, Math.max(longest.get(name) ?? 0, list.length));
  };
  return {
    ...store,
    query(query, params, settings) {
      note(query.name, params);
      return store.query(query, params, settings);
    },
    run(statement, params) {
      note(statement.name, params);
      return store.run(statement, params);
    },
  };
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round((performance.now() - start) / 100) / 10;
}

interface Options {
  readonly copies: number;
  readonly honest: boolean;
  readonly json: boolean;
}

async function measure({ store, engine }: ScratchStore, { copies, honest, json }: Options): Promise<void> {
  await storeTruth(store, await storeWorld(store, drawTraffic(traffic)));
  const others = honest ? { only: [isHonest], otherCustomers: true } : {};
  for (let copy = 1; copy < copies; copy += 1) await storeCopy(store, copy, others);
  const [before] = await store.query(stored, {});
  say(`${count(before?.legs ?? 0)} legs stored`);
  const longest = new Map<string, number>();
  const { settle } = detecting(noting(store, longest));
  const costOf = async (work: () => Promise<unknown>) => {
    const from = cpuOf(engine.pid);
    const seconds = await secondsOf(work);
    return { seconds, cpu: Math.round(10 * (cpuOf(engine.pid) - from)) / 10 };
  };
  const whole = await costOf(settle);
  await storeCopy(store, mostCopies, { ...others, only: [...(others.only ?? []), laterMinute] });
  const minute = await costOf(settle);
  const [after] = await store.query(stored, {});
  const figures = {
    legs: before?.legs ?? 0,
    legs_per_s: Math.round((before?.legs ?? 0) / Math.max(1, before?.seconds ?? 1)),
    judged_s: whole.seconds,
    judged_cpu_s: whole.cpu,
    minute_s: minute.seconds,
    minute_cpu_s: minute.cpu,
    candidates: after?.candidates ?? 0,
  };
  const lists = [...longest].map(([query, elements]) => ({ query, elements }));
  lists.sort((a, b) => b.elements - a.elements);
  if (json) printJson({ ...figures, lists });
  else print(`${table([figures])}\n\nlongest lists\n${table(lists.slice(0, 5))}`);
}

await runBenchmark('dense', () => {
  const { options } = parseUsage(usage.subcommands.dense, process.argv.slice(2));
  const { honest = false, json = false } = options;
  const copies = Math.min(mostCopies, options.copies);
  return onOwnStore('dense', (scratch) => measure(scratch, { copies, honest, json }));
});
