/** `ringtrace bench cases`: how long lists, scorecards and a report take over 100,000 tracebacks, and how fast the log is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as lists from '@ringtrace/cases/api/lists';
import { type CaseLog, openLog } from '@ringtrace/cases/log/log';
import { clickHouseTime } from '@ringtrace/cases/providers/click-house-time';
import { readReport } from '@ringtrace/cases/report/report';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { median } from '@ringtrace/detect/evaluate/share';
import type { Store } from '@ringtrace/platform/clickhouse';
import { count, print, printJson, say, table } from 'ringtrace/output';
import { type OptionValues, parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { drawCasework, lastYear, writeCasework } from './cases/casework.ts';
import { storeMeasuredDays } from './cases/records.ts';
import { machine } from './ingest/machine.ts';
import { ask } from './query/ask.ts';
import { onOwnStore, runBenchmark } from './run.ts';
import { quiet } from './store/quiet.ts';

type Options = OptionValues<typeof usage.subcommands.cases.options>;

const asOf = `as_of = '${clickHouseTime(lastYear.to)}'`;
const scorecard = `SELECT * FROM provider_scorecard_as_of(${asOf})`;

/** What people ask for most. A list shows its newest hundred. */
const questions: readonly { readonly question: string; readonly sql: string }[] = [
  { question: 'cases, the newest', sql: 'SELECT * FROM cases ORDER BY opened_at DESC LIMIT 100' },
  {
    question: 'open tracebacks',
    sql: "SELECT * FROM tracebacks WHERE status = 'open' ORDER BY opened_at DESC LIMIT 100",
  },
  {
    question: 'tracebacks of a day, with paths',
    sql: `SELECT * FROM hops WHERE traceback_id IN (SELECT traceback_id FROM tracebacks WHERE toDate(opened_at) = '2026-03-03')`,
  },
  { question: 'requests by status', sql: 'SELECT status, count() FROM requests GROUP BY status' },
  {
    question: 'requests of a provider',
    sql: "SELECT * FROM requests WHERE provider = 'provider-7' ORDER BY due_at DESC LIMIT 100",
  },
  {
    question: 'requests of a provider, a year ago',
    sql: `SELECT * FROM requests_as_of(as_of = '2025-12-01 00:00:00') WHERE provider = 'provider-7' ORDER BY due_at DESC LIMIT 100`,
  },
  {
    question: 'history of a traceback',
    sql: "SELECT * FROM case_events WHERE kind = 'traceback' AND id = 'tb-500'",
  },
  { question: 'scorecard of a provider', sql: `${scorecard} WHERE provider = 'provider-7'` },
  { question: 'scorecards of all', sql: scorecard },
];

/** The median of all rounds but the first, which finds nothing in memory and is told apart. */
async function timed<R>(rounds: number, work: () => Promise<R>) {
  const times: number[] = [];
  let result: R | undefined;
  for (let i = 0; i <= rounds; i += 1) {
    const began = performance.now();
    result = await work();
    times.push(Math.round(performance.now() - began));
  }
  const [first_ms = 0, ...later] = times;
  return { ms: Math.round(median(later) ?? first_ms), first_ms, result };
}

async function timeQuestions(store: Store, log: CaseLog, rounds: number) {
  const results = [];
  for (const { question, sql } of questions) {
    const { result: answer, ...times } = await timed(rounds, () => ask(store, sql));
    const { rows = 0, readRows = 0, memoryMb = 0 } = answer ?? {};
    results.push({ question, ...times, rows, read_rows: readRows, memory_mb: Math.round(memoryMb) });
  }
  for (const list of [lists.cases, lists.tracebacks, lists.requests, lists.answers]) {
    const wanted = { filters: {}, behind: undefined, limit: 100, as_of: undefined };
    const { result: page, ...times } = await timed(rounds, () => lists.pageOf<unknown>(store, list, wanted));
    results.push({
      question: `${list.name} over HTTP, with their total`,
      ...times,
      rows: page?.items.length ?? 0,
      read_rows: 0,
      memory_mb: 0,
    });
  }
  const { result: report, ...times } = await timed(rounds, () =>
    readReport(store, log, { ...lastYear, as_of: lastYear.to }),
  );
  const rows = report?.figures.reduce((sum, figure) => sum + figure.rows.length, 0) ?? 0;
  return [...results, { question: 'report of a year', ...times, rows, read_rows: 0, memory_mb: 0 }];
}

/** Runs `work` and tells how many a second it did. */
async function rate(of: number, work: () => Promise<unknown> | unknown) {
  const began = performance.now();
  await work();
  return Math.round((1_000 * of) / (performance.now() - began));
}

async function fill(store: Store, log: CaseLog, clock: { now: number }, tracebacks: number) {
  const drawn = drawCasework(tracebacks);
  const began = performance.now();
  writeCasework(log, clock, drawn);
  const seconds = (performance.now() - began) / 1_000;
  const events = log.rowsAfter(0, Number.MAX_SAFE_INTEGER).length;
  say(`${count(events)} events written`);
  const copied = await rate(events, () => copyToStore(log, store));
  await storeMeasuredDays(store);
  await quiet(store);
  return { events, appended_per_second: Math.round(events / seconds), copied_per_second: copied };
}

async function measure(store: Store, { tracebacks, rounds, json }: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-cases-'));
  const clock = { now: 0 };
  const log = openLog(join(folder, 'log.db'), { now: () => clock.now });
  try {
    const rates = await fill(store, log, clock, tracebacks);
    const results = await timeQuestions(store, log, rounds);
    if (json) return printJson({ tracebacks, ...rates, questions: results, machine: machine() });
    print(table(results));
    print();
    print(
      `${count(rates.events)} events: ${count(rates.appended_per_second)} a second into the log, ${count(rates.copied_per_second)} a second into the store`,
    );
  } finally {
    log.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await runBenchmark('cases', () => {
  const { options } = parseUsage(usage.subcommands.cases, process.argv.slice(2));
  return onOwnStore('cases', ({ store }) => measure(store, options));
});
