import { detectBacklog } from '@ringtrace/detect/backlog';
import { ingestBacklog } from '@ringtrace/ingest/worker/backlog';
import { troublesNow } from '@ringtrace/platform/troubles';
import { visibleIn } from '@ringtrace/platform/visible';
import { type Command, noPositionals, parseCommandLine } from '../command.ts';
import { type Connection, withStore } from '../connect.ts';
import { sourceInWords, troubledSources } from '../feed/sources.ts';
import { type FeedStanding, lookAtFeeds } from '../feed/states.ts';
import { waitIdle } from '../idle.ts';
import { count, print, printJson, statusLine } from '../output.ts';
import { FailingForGood, troubleInWords } from '../patience.ts';
import { exactTotals } from '../totals.ts';
import { lookAtWorkers } from '../workers.ts';

export const status: Command = {
  help: `Usage: ringtrace status [--wait-idle] [--json]

  --wait-idle  wait until what is in the feed topics now is stored, every arrival is in its rollups and every window is
               judged; then say how things stand. Where a worker fails again and again, say so and
               end with exit code 1`,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, {
      'wait-idle': { type: 'boolean' },
      json: { type: 'boolean' },
    });
    noPositionals(positionals);
    await withStore('readWrite', async (connection) => {
      const inVain = values['wait-idle'] ? await wait(connection) : undefined;
      const now = await look(connection);
      if (values.json) printJson(now);
      else show(visibleIn(now));
      if (inVain !== undefined) throw inVain;
    });
    return 0;
  },
};

/** Returns why nothing more will happen, where that is so: how things stand is said all the same. */
async function wait({ store, kafka }: Connection): Promise<FailingForGood | undefined> {
  const line = statusLine();
  const waited = waitIdle({
    store,
    kafka,
    onLook: ({ messages, dirtyMinutes, dirtyWindows, troubles }) =>
      line.show(
        [
          `waiting: ${count(messages)} messages to store, ${count(dirtyMinutes)} minutes to build, ${count(dirtyWindows)} windows to judge`,
          ...troubles.map(troubleInWords),
        ].join('; '),
      ),
  });
  try {
    await waited;
    return undefined;
  } catch (error) {
    if (error instanceof FailingForGood) return error;
    throw error;
  } finally {
    line.end();
  }
}

async function look({ store, config, kafka }: Connection) {
  const ingest = await ingestBacklog(kafka);
  const detect = await detectBacklog(store);
  const [stored] = await store.query(exactTotals, {});
  const troubled = await troubledSources(store);
  const failing = await store.query(troublesNow, {});
  return {
    idle: ingest.lag === 0 && detect.dirtyMinutes === 0 && detect.dirtyWindows === 0,
    lag: ingest.lag,
    lag_by_carrier: Object.fromEntries([...ingest.lagByCarrier].sort()),
    dirty_minutes: detect.dirtyMinutes,
    dirty_windows: detect.dirtyWindows,
    ...stored,
    workers: await lookAtWorkers(config),
    failing,
    feeds: lookAtFeeds(config.RINGTRACE_HOME),
    troubled_sources: troubled.sources,
    more_troubled_sources: troubled.more,
  };
}

function show(now: Awaited<ReturnType<typeof look>>): void {
  const behind = Object.entries(now.lag_by_carrier).filter(([, lag]) => lag > 0);
  print(`CDRs          ${count(now.cdrs ?? 0)} (${count(now.withdrawn ?? 0)} withdrawn)`);
  print(`dead letters  ${count(now.dead_letters ?? 0)} open`);
  print(`campaigns     ${count(now.campaigns ?? 0)}`);
  print(`candidates    ${count(now.candidates ?? 0)} open`);
  print(
    `lag           ${count(now.lag)} messages${behind.length === 0 ? '' : `: ${behind.map(([carrier, lag]) => `${carrier} ${count(lag)}`).join(', ')}`}`,
  );
  print(`to build      ${count(now.dirty_minutes)} minutes`);
  print(`to judge      ${count(now.dirty_windows)} windows`);
  for (const { name, url, status, why } of now.workers)
    print(`${name.padEnd(13)} ${status}${why === '' ? '' : ` (${why})`}; ${url}/metrics`);
  for (const trouble of now.failing) print(`fails         ${troubleInWords(trouble)}`);
  for (const feed of now.feeds) print(`feed          ${inWords(feed)}`);
  for (const source of now.troubled_sources) print(`look at       ${sourceInWords(source)}`);
  if (now.more_troubled_sources) print('look at       more: ringtrace sql "SELECT * FROM feed_status"');
}

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
