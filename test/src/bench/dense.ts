/**
 * `ringtrace bench dense`: whether detection finishes, and how long it takes, where a few hours have very many calls.
 */
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { drawTraffic } from '@ringtrace/simulator/drawn/traffic';
import { count, print, printJson, say, table } from 'ringtrace/output';
import { parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { z } from 'zod';
import { storeWorld } from '../accuracy/store-world.ts';
import { fail, runOnScratchStore } from './run.ts';
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
const stored = defineQuery()({
  name: 'what is stored',
  row: z.object({ legs: z.number(), seconds: z.number(), candidates: z.number() }),
  sql: `SELECT count() AS legs, dateDiff('second', min(start_time), max(start_time)) AS seconds,
    (SELECT count() FROM traceback_candidates) AS candidates FROM ${cdrStore.name}`,
});

/** The store, which also notes the length of the longest list that is sent with each statement. */
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

async function measure(store: Store, copies: number, json: boolean): Promise<void> {
  await storeWorld(store, drawTraffic(traffic));
  for (let copy = 1; copy < copies; copy += 1) await storeCopy(store, copy);
  const [before] = await store.query(stored, {});
  say(`${count(before?.legs ?? 0)} legs stored`);
  const longest = new Map<string, number>();
  const { settle } = detecting(noting(store, longest));
  const judged_s = await secondsOf(settle);
  const [after] = await store.query(stored, {});
  const figures = {
    legs: after?.legs ?? 0,
    legs_per_s: Math.round((after?.legs ?? 0) / Math.max(1, after?.seconds ?? 1)),
    judged_s,
    candidates: after?.candidates ?? 0,
  };
  const lists = [...longest].map(([query, elements]) => ({ query, elements }));
  lists.sort((a, b) => b.elements - a.elements);
  if (json) printJson({ ...figures, lists });
  else print(`${table([figures])}\n\nlongest lists\n${table(lists.slice(0, 5))}`);
}

try {
  const { options } = parseUsage(usage.subcommands.dense, process.argv.slice(2));
  const copies = Math.min(mostCopies, options.copies);
  await runOnScratchStore('dense', ({ store }) => measure(store, copies, options.json ?? false));
} catch (error) {
  fail('dense', error);
}
