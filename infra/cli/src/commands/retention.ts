import { endOfPartition } from '@ringtrace/cases/retention/calendar';
import { aloneIn } from '@ringtrace/cases/retention/lock';
import {
  checkAgainstKafka,
  cuttables,
  type Due,
  horizonsAt,
  newHorizons,
} from '@ringtrace/cases/retention/plan';
import { keptByThing } from '@ringtrace/cases/retention/queries';
import { lookAhead, type Outlook, type Retention, runRetention } from '@ringtrace/cases/retention/run';
import { openShards } from '@ringtrace/cases/retention/shards';
import { listFeedTopics, longestRetention } from '@ringtrace/platform/kafka/admin';
import { type Period, periodsOf } from '@ringtrace/platform/retention-settings';
import { type RetentionKind, retentionKinds } from '@ringtrace/schemas/tables/retention';
import { type Cases, withCases } from '../cases.ts';
import { command, group } from '../command.ts';
import { count, print, printJson, table } from '../output.ts';
import { usage } from '../usage/retention.ts';

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const megabytes = (bytes: number) => `${count(Math.round(bytes / 1e5) / 10)} MB`;

/** Runs `work` on every shard. `seen` are the periods; they must fit to what Kafka keeps. */
async function withRetention<R>(
  work: (retention: Retention, cases: Cases) => Promise<R>,
  { checked }: { readonly checked: boolean },
): Promise<R> {
  return withCases(async (cases) => {
    const { config, store, endpoints, kafka, log } = cases;
    const periods = periodsOf(config);
    if (checked && periods.size > 0)
      checkAgainstKafka(periods, await longestRetention(kafka, await listFeedTopics(kafka)));
    const shards = await openShards(config, store, endpoints.readWrite);
    try {
      return await work({ log, store, shards, periods, now: Date.now }, cases);
    } finally {
      await shards.close();
    }
  });
}

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
  const found = await withRetention(
    async (retention) => ({
      periods: retention.periods,
      outlook: await lookAhead(retention),
      kept: await retention.store.query(keptByThing, {}),
    }),
    { checked: false },
  );
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
  const done = await withRetention(
    async (retention, { config }) => {
      if (dry) {
        const outlook = await lookAhead(retention);
        const wanted = newHorizons(horizonsAt(retention.periods, retention.now()), outlook.horizons);
        return { due: outlook.due.map(({ partition }) => partition), horizons: wanted };
      }
      return aloneIn(config.RINGTRACE_HOME, () => runRetention(retention));
    },
    { checked: true },
  );
  if (json) {
    printJson(done);
    return 0;
  }
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
