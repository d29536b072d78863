import { detectBacklog } from '@ringtrace/detect/worker/backlog';
import { type FeedStanding, lookAtFeeds } from '@ringtrace/ingest/feed/watch/standing';
import { sourceInWords, troubledSources } from '@ringtrace/ingest/status/sources';
import { ingestBacklog } from '@ringtrace/ingest/worker/backlog';
import type { Query, Store } from '@ringtrace/platform/clickhouse';
import { troublesNow } from '@ringtrace/platform/troubles';
import { visibleIn } from '@ringtrace/platform/visible';
import { lookAtWorkers, type WorkerStatus } from '@ringtrace/platform/workers';
import { Asking, type Unanswered } from '../asking.ts';
import { command } from '../command.ts';
import { type Connection, withStore } from '../connect.ts';
import { waitIdle } from '../idle.ts';
import { count, print, printJson } from '../output.ts';
import { troubleInWords } from '../patience.ts';
import { statusLine } from '../status-line.ts';
import { exactTotals } from '../totals.ts';
import { unreachable } from '../unreachable.ts';
import { usage } from '../usage/status.ts';

export const status = command(usage, async (_, { 'wait-idle': waitFirst, json }) => {
  return withStore('readWrite', async (connection) => {
    const inVain = waitFirst ? await wait(connection) : undefined;
    const now = await look(connection);
    if (json) printJson(now);
    else show(visibleIn(now));
    if (inVain !== undefined) throw inVain.error;
    return now.unanswered.length === 0 ? 0 : 1;
  });
});

/** Returns what ended the waiting before its time: how things stand is said all the same. */
async function wait({ store, kafka }: Connection): Promise<{ error: unknown } | undefined> {
  const line = statusLine();
  const waited = waitIdle({
    store,
    kafka,
    onLook: ({ messages, dirtyMinutes, dirtyWindows, pending, troubles }) =>
      line.show(
        [
          `waiting: ${count(messages)} messages to store, ${count(dirtyMinutes)} minutes to build, ${count(dirtyWindows)} windows to judge, ${count(pending)} candidates pending`,
          ...troubles.map(troubleInWords),
        ].join('; '),
      ),
  });
  try {
    await waited;
    return undefined;
  } catch (error) {
    return { error };
  } finally {
    line.end();
  }
}

/** A figure that is not known is null. */
async function look({ store, config, endpoints, kafka }: Connection) {
  const asking = new Asking((error) => unreachable(error, config, endpoints.storeUrl));
  const [workers, ingest, detect, failing, troubled, stored] = await Promise.all([
    lookAtWorkers(config),
    asking.ask('lag', () => ingestBacklog(kafka)),
    asking.ask('what is to build, to judge and pending', () => detectBacklog(store)),
    asking.ask('what fails', () => store.query(troublesNow, {})),
    asking.ask('feeds that need a look', () => troubledSources(store)),
    totalsNow(store, asking),
  ]);
  const { lag = null, lagByCarrier = null } = ingest ?? {};
  const { dirtyMinutes = null, dirtyWindows = null, pending = null } = detect ?? {};
  return {
    idle: ingest && detect && lag === 0 && dirtyMinutes === 0 && dirtyWindows === 0 && pending === 0,
    lag,
    lag_by_carrier: lagByCarrier && Object.fromEntries([...lagByCarrier].sort()),
    dirty_minutes: dirtyMinutes,
    dirty_windows: dirtyWindows,
    ...stored,
    pending_candidates: pending,
    workers,
    failing,
    feeds: lookAtFeeds(config.RINGTRACE_HOME),
    troubled_sources: troubled?.sources ?? null,
    more_troubled_sources: troubled?.more ?? null,
    unanswered: asking.unanswered,
  };
}

async function totalsNow(store: Store, asking: Asking) {
  const first = async <R>(what: string, query: Query<Record<string, never>, R>) =>
    (await asking.ask(what, () => store.query(query, {})))?.[0];
  const [cdrs, deadLetters, campaigns, candidates] = await Promise.all([
    first('CDRs', exactTotals.cdrs),
    first('dead letters', exactTotals.deadLetters),
    first('campaigns', exactTotals.campaigns),
    first('candidates', exactTotals.candidates),
  ]);
  return {
    cdrs: cdrs?.cdrs ?? null,
    withdrawn: cdrs?.withdrawn ?? null,
    dead_letters: deadLetters?.open ?? null,
    campaigns: campaigns?.open ?? null,
    candidates: candidates?.open ?? null,
  };
}

const figure = (n: number | null) => (n === null ? '?' : count(n));

function show(now: Awaited<ReturnType<typeof look>>): void {
  const behind = Object.entries(now.lag_by_carrier ?? {}).filter(([, lag]) => lag > 0);
  print(`CDRs          ${figure(now.cdrs)} (${figure(now.withdrawn)} withdrawn)`);
  print(`dead letters  ${figure(now.dead_letters)} open`);
  print(`campaigns     ${figure(now.campaigns)}`);
  print(`candidates    ${figure(now.candidates)} open, ${figure(now.pending_candidates)} pending`);
  print(
    `lag           ${figure(now.lag)} messages${behind.length === 0 ? '' : `: ${behind.map(([carrier, lag]) => `${carrier} ${count(lag)}`).join(', ')}`}`,
  );
  print(`to build      ${figure(now.dirty_minutes)} minutes`);
  print(`to judge      ${figure(now.dirty_windows)} windows`);
  for (const worker of now.workers) print(workerInWords(worker));
  for (const trouble of now.failing ?? []) print(`fails         ${troubleInWords(trouble)}`);
  for (const feed of now.feeds) print(`feed          ${inWords(feed)}`);
  for (const source of now.troubled_sources ?? []) print(`look at       ${sourceInWords(source)}`);
  if (now.more_troubled_sources) print('look at       more: ringtrace sql "SELECT * FROM feed_status"');
  for (const one of now.unanswered) print(`not known     ${notKnown(one)}`);
}

function workerInWords({ name, url, api, console: page, status, why }: WorkerStatus): string {
  const fares = `${name.padEnd(13)} ${status}${why === '' ? '' : ` (${why})`}`;
  const served = [
    `${url}/metrics`,
    ...(api === undefined ? [] : [`API ${api}`]),
    ...(page === undefined ? [] : [`console ${page}`]),
  ];
  return [fares, ...served].join('; ');
}

const notKnown = ({ what, why }: Unanswered) => `${what.join(', ')}: ${why}`;

function inWords({
  carrier,
  directory,
  running,
  records,
  refused,
  damaged,
  spooled_batches,
  trouble,
  folder,
}: FeedStanding) {
  const facts = [
    `${count(records)} records sent or kept`,
    ...(refused === 0 ? [] : [`${count(refused)} lines refused, kept in ${folder}`]),
    ...damaged,
    ...(spooled_batches === 0 ? [] : [`${count(spooled_batches)} batches wait on disk`]),
    ...(trouble === '' ? [] : [`the broker takes none: ${trouble}`]),
  ];
  return `${carrier}: ${directory}, ${running ? 'running' : 'not running'}; ${facts.join('; ')}`;
}
