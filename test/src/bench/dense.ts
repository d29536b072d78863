/**
 * `ringtrace bench dense`: whether detection passes, and what it takes, where the traffic of a few hours is dense: all of it from
 * nothing, and one further minute of arrivals.
 */
import type { ScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { arrivals, cdrStore } from '@ringtrace/schemas/tables/cdr';
import { drawTraffic } from '@ringtrace/simulator/drawn/traffic';
import { noPositionals, parseCommandLine, positiveInteger } from 'ringtrace/command';
import { count, print, printJson, say, table } from 'ringtrace/output';
import { z } from 'zod';
import { storeWorld } from '../accuracy/store-world.ts';
import { storeTruth, truth } from '../accuracy/truth.ts';
import { cpuOf } from './ingest/meter.ts';
import { fail, runOnScratchStore } from './run.ts';
import { detecting } from './store/settle.ts';

const traffic = {
  seed: 7,
  calls: 60_000,
  campaigns: 4,
  bulkCallers: 20,
  hours: 2,
  reportingShare: 1,
} as const;
const defaultCopies = 7;
/** A rotation of the ten thousand lines of an exchange by a step of 37 is another one for each of so many copies. */
const mostCopies = 270;

const lineOf = (number: string) =>
  `if(${number} < 10000, ${number}, intDiv(${number}, 10000) * 10000 + (${number} + 37 * copy) % 10000) AS ${number}`;

const isStoredFirst = "position(call_id, '~') = 0";
const isHonest = `(carrier, call_id) NOT IN (SELECT carrier, call_id FROM ${truth.name} WHERE campaign != '')`;
const otherCustomer = "if(customer = '', '', concat(toString(customer), '~', toString(copy))) AS customer";

/**
 * The same hours once more, of other lines; listed numbers stay listed. Of the same customers, campaigns and all; or only what is
 * honest, of other customers.
 */
const otherCdrs = (honest: boolean, condition = '1') => `
INSERT INTO ${cdrStore.name} (${Object.keys(cdrStore.columns).join(', ')})
WITH {copy: UInt32} AS copy
SELECT * REPLACE (concat(call_id, '~', toString(copy)) AS call_id, ${lineOf('called_number')},
  if(dno, calling_number, ${lineOf('calling_number').replace(' AS calling_number', '')}) AS calling_number,
  ${honest ? `${otherCustomer},` : ''}
  if(toUInt128(origid) = 0, origid, reinterpretAsUUID(sipHash128(origid, copy))) AS origid)
FROM (SELECT * FROM ${cdrStore.name} WHERE ${isStoredFirst} AND ${honest ? isHonest : '1'} AND ${condition})`;

/** A minute in the middle of the second hour. */
const laterMinute = `toStartOfMinute(start_time, 'UTC') =
  (SELECT toStartOfHour(max(start_time) - 600, 'UTC') + toIntervalMinute(30) FROM ${cdrStore.name})`;

/** A name in an expression is the stored column, not what replaces it. */
const asStored = { prefer_column_name_to_alias: 1 } as const;

const otherArrivals = `
INSERT INTO ${arrivals.name} SELECT carrier, toStartOfMinute(start_time, 'UTC') AS minute, count()
FROM ${cdrStore.name} WHERE endsWith(call_id, concat('~', toString({copy: UInt32}))) GROUP BY carrier, minute`;

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
  const storeCopy = async (copy: number, condition?: string) => {
    await store.command(otherCdrs(honest, condition), { copy }, asStored);
    await store.command(otherArrivals, { copy });
  };
  for (let copy = 1; copy < copies; copy += 1) await storeCopy(copy);
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
  await storeCopy(mostCopies, laterMinute);
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

try {
  const { values, positionals } = parseCommandLine(process.argv.slice(2), {
    copies: { type: 'string' },
    honest: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  noPositionals(positionals);
  const copies = Math.min(mostCopies, positiveInteger('copies', values.copies, defaultCopies));
  const options = { copies, honest: values.honest ?? false, json: values.json ?? false };
  await runOnScratchStore('dense', (scratch) => measure(scratch, options));
} catch (error) {
  fail('dense', error);
}
