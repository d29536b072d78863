import { endOfPartition } from '@ringtrace/cases/retention/calendar';
import { todayOf } from '@ringtrace/cases/retention/clocks';
import { aloneIn } from '@ringtrace/cases/retention/lock';
import {
  checkAgainstKafka,
  cuttables,
  type Due,
  horizonsAt,
  newHorizons,
} from '@ringtrace/cases/retention/plan';
import { keptByThing } from '@ringtrace/cases/retention/queries';
import { lookAhead, type Outlook, type Retention } from '@ringtrace/cases/retention/run';
import { openShards, type Shards } from '@ringtrace/cases/retention/shards';
import { takeTurn } from '@ringtrace/cases/retention/turn';
import { listFeedTopics, longestRetention } from '@ringtrace/platform/kafka/admin';
import { type Period, periodsOf } from '@ringtrace/platform/retention-settings';
import { type RetentionKind, retentionKinds } from '@ringtrace/schemas/tables/retention';
import { type Cases, withCases } from '../cases.ts';
import { command, group } from '../command.ts';
import { count, print, printJson, table } from '../output.ts';
import { usage } from '../usage/retention.ts';

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const megabytes = (bytes: number) => `${count(Math.round(bytes / 1e5) / 10)} MB`;

type Settled = Omit<Retention, 'shards' | 'today'>;

/** What retention needs, and how to reach every shard. */
async function withRetention<R>(
  work: (retention: Settled, open: () => Promise<Shards>, cases: Cases) => Promise<R>,
): Promise<R> {
  return withCases((cases) => {
    const { config, store, endpoints, log } = cases;
    const open = () => openShards(config, store, { ...endpoints.readWrite, ca: endpoints.storeCa });
    return work({ log, store, periods: periodsOf(config), now: Date.now }, open, cases);
  });
}

/** Throws where a period does not fit to what Kafka keeps. */
async function checkPeriods(periods: Retention['periods'], { kafka }: Cases): Promise<void> {
  if (periods.size > 0)
    checkAgainstKafka(periods, await longestRetention(kafka, await listFeedTopics(kafka)));
}

/** What is stored and what goes, and the horizons that a run would write down. */
async function looked(retention: Settled, open: () => Promise<Shards>) {
  const { today, behind } = await todayOf(retention.store, retention.now());
  const shards = await open();
  try {
    const outlook = await lookAhead({ ...retention, today, shards });
    return { outlook, behind, wanted: newHorizons(horizonsAt(retention.periods, today), outlook.horizons) };
  } finally {
    await shards.close();
  }
}

const sayBehind = (behind: number | undefined) => {
  if (behind !== undefined)
    print(
      `No call is stored of the last day. Periods count from a day after the newest call, which began at ${new Date(behind).toISOString()}.`,
    );
};

const names: Readonly<Record<RetentionKind, string>> = {
  cdr: 'CDRs',
  rollup: 'rollups',
  campaign: 'campaigns',
  dead_letter: 'dead letters',
};

/** When the oldest partition of a kind goes; undefined where its period is not set or nothing is stored. */
function nextOf(kind: RetentionKind, period: Period | undefined, { partitions }: Outlook): string {
  if (period === undefined) return 'never';
  const ends = cuttables
    .filter(({ kinds }) => kinds.length === 1 && kinds[0] === kind)
    .flatMap(({ table: { name }, cut }) =>
      partitions.filter((one) => one.table === name).map(({ partition }) => endOfPartition(cut, partition)),
    );
  if (ends.length === 0) return '-';
  // A month goes as a whole, and the day before the horizon of CDRs stays a day longer.
  const later = kind === 'cdr' ? 1 : 0;
  return dayOf(Math.min(...ends) + (period.days + later) * 86_400_000);
}

function kindsTable(periods: Retention['periods'], outlook: Outlook): string {
  return table(
    retentionKinds.map((kind) => {
      const period = periods.get(kind);
      const held = outlook.partitions.filter(({ table: name }) =>
        cuttables.some((one) => one.table.name === name && one.kinds[0] === kind),
      );
      const horizon = outlook.horizons.filter((one) => one.kind === kind).at(-1);
      return {
        kind: names[kind],
        period: period === undefined ? 'kept for ever' : `${period.days} days`,
        horizon: horizon === undefined ? '-' : dayOf(horizon.horizon),
        rows: held.reduce((sum, { rows }) => sum + rows, 0),
        'on disk': megabytes(held.reduce((sum, { bytes }) => sum + bytes, 0)),
        'oldest goes': nextOf(kind, period, outlook),
      };
    }),
  );
}

const dueTable = (due: readonly Due[]) =>
  table(
    due.map(({ of, partition }) => ({
      table: of.table.name,
      partition: String(partition.partition),
      rows: partition.rows,
      'on disk': megabytes(partition.bytes),
    })),
  );

const keepersTable = ({ keepers }: Outlook) =>
  table(
    keepers.map(({ case_id, why, campaigns, title }) => ({
      case: case_id,
      'kept for': why,
      campaign: campaigns.join(', ') || '-',
      title,
    })),
  );

async function show(json: boolean): Promise<number> {
  const found = await withRetention(async (retention, open) => ({
    periods: retention.periods,
    outlook: (await looked(retention, open)).outlook,
    kept: await retention.store.query(keptByThing, {}),
  }));
  const { periods, outlook, kept } = found;
  if (json) {
    printJson({ periods: Object.fromEntries(periods), ...shownOutlook(outlook), kept });
    return 0;
  }
  print(kindsTable(periods, outlook));
  if (outlook.due.length > 0)
    print(`\nPast its period; the next run drops it, but for what is cited:\n${dueTable(outlook.due)}`);
  if (outlook.keepers.length > 0)
    print(`\nCases that keep all that their campaign reaches:\n${keepersTable(outlook)}`);
  if (kept.length > 0)
    print(
      `\nLegs kept of days that went:\n${table(kept.slice(0, 50).map(({ kept_for, id, legs, first, last }) => ({ 'kept for': kept_for, id, legs, from: first, to: last })))}`,
    );
  return 0;
}

const shownOutlook = ({ horizons, partitions, keepers, due }: Outlook) => ({
  horizons,
  partitions,
  keepers,
  due: due.map(({ partition }) => partition),
});

async function run(dry: boolean, json: boolean): Promise<number> {
  const done = await withRetention(async (retention, open, cases) => {
    if (dry) {
      await checkPeriods(retention.periods, cases);
      const { outlook, behind, wanted } = await looked(retention, open);
      return { due: outlook.due.map(({ partition }) => partition), horizons: wanted, behind };
    }
    const checked = async () => {
      await checkPeriods(retention.periods, cases);
      return open();
    };
    return aloneIn(cases.config.RINGTRACE_HOME, () => takeTurn({ ...retention, open: checked }));
  });
  if (json) {
    printJson(done);
    return 0;
  }
  sayBehind(done.behind);
  if ('due' in done) {
    for (const { kind, horizon } of done.horizons)
      print(`A run would write down a new horizon of ${names[kind]}: ${dayOf(horizon)}.`);
    print(
      done.due.length === 0
        ? 'Nothing would go now.'
        : `Would go, but for what is cited:\n${table(done.due.map((one) => ({ ...one, partition: String(one.partition) })))}`,
    );
    return 0;
  }
  for (const { kind, horizon } of done.noted)
    print(
      `New horizon of ${names[kind]}: ${dayOf(horizon)}. What lies before it goes in ten minutes at the earliest.`,
    );
  for (const id of done.released) print(`The legal hold of ${id} has ended by itself.`);
  print(
    done.dropped.length === 0
      ? 'Nothing was dropped.'
      : table(done.dropped.map((one) => ({ ...one, partition: String(one.partition) }))),
  );
  return 0;
}

export const retention = group(
  'retention',
  usage,
  {
    run: command(usage.subcommands.run, (_, { 'dry-run': dry, json }) => run(dry === true, json === true)),
  },
  command(usage.alone, (_, { json }) => show(json === true)),
);
