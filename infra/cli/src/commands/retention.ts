import { todayOf } from '@ringtrace/cases/retention/clocks';
import {
  type Foresight,
  foresee,
  type Going,
  goesAt,
  oldestGoes,
  storedOf,
} from '@ringtrace/cases/retention/foresight';
import { checkPeriods } from '@ringtrace/cases/retention/kafka-periods';
import { aloneIn } from '@ringtrace/cases/retention/lock';
import { carriersBetween, keptByThing } from '@ringtrace/cases/retention/queries';
import { lookAhead, type Outlook, type Retention } from '@ringtrace/cases/retention/run';
import { openShards, type Shards } from '@ringtrace/cases/retention/shards';
import { takeTurn } from '@ringtrace/cases/retention/turn';
import { type Period, periodsOf } from '@ringtrace/platform/retention-settings';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { type RetentionKind, retentionKinds } from '@ringtrace/schemas/tables/retention';
import { type Cases, withCases } from '../cases.ts';
import { command, group } from '../command.ts';
import { count, print, printJson, say, table } from '../output.ts';
import { usage } from '../usage/retention.ts';

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const megabytes = (bytes: number) => `${count(Math.round(bytes / 1e5) / 10)} MB`;

type Unopened = Omit<Retention, 'shards' | 'today'>;

/** What retention needs, and how to reach every shard. */
async function withRetention<R>(
  work: (retention: Unopened, open: () => Promise<Shards>, cases: Cases) => Promise<R>,
): Promise<R> {
  return withCases((cases) => {
    const { config, store, endpoints, log } = cases;
    const open = () => openShards(config, store, { ...endpoints.readWrite, ca: endpoints.storeCa });
    return work({ log, store, periods: periodsOf(config), now: Date.now }, open, cases);
  });
}

/** Throws with the way out where no run would take the periods. */
const check = ({ config, kafka }: Cases) => checkPeriods(kafka, periodsOf(config));

/** Why a run would refuse the periods; undefined where it takes them. */
async function refusal(cases: Cases): Promise<string | undefined> {
  try {
    await check(cases);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const names: Readonly<Record<RetentionKind, string>> = {
  cdr: 'CDRs',
  rollup: 'rollups',
  campaign: 'campaigns',
  dead_letter: 'dead letters',
};

/** When the oldest partition of a kind goes. '-' where nothing but kept legs is stored. */
function nextOf(kind: RetentionKind, period: Period | undefined, seen: Seen): string {
  if (period === undefined) return 'never';
  const goes = goesAt(oldestGoes(kind, period, seen.outlook), seen);
  if (goes === undefined) return '-';
  return typeof goes === 'number' ? dayOf(goes) : goes;
}

function kindsTable(seen: Seen): string {
  const { periods, outlook } = seen;
  return table(
    retentionKinds.map((kind) => {
      const period = periods.get(kind);
      const { rows, bytes } = storedOf(kind, outlook.partitions);
      const horizon = outlook.horizons.filter((one) => one.kind === kind).at(-1);
      return {
        kind: names[kind],
        period: period === undefined ? 'kept for ever' : `${period.days} days`,
        horizon: horizon === undefined ? '-' : dayOf(horizon.horizon),
        rows,
        'on disk': megabytes(bytes),
        'oldest goes': nextOf(kind, period, seen),
      };
    }),
  );
}

const goingTable = (going: readonly Going[]) =>
  table(
    going.map(({ table: name, cut, partitions, rows, bytes, from, to }) => ({
      table: name,
      from: dayOf(from),
      to: dayOf(to - 1),
      partitions: `${count(partitions.length)} ${cut}${partitions.length === 1 ? '' : 's'}`,
      rows,
      'on disk': megabytes(bytes),
    })),
  );

/** Of how many carriers CDRs go. Empty where none go. */
function ofCarriers({ carriers }: Seen): string {
  return carriers === undefined ? '' : ` The CDRs are those of ${count(carriers)} carrier(s).`;
}

const whatStays =
  'Rows that a candidate, a traceback or a case cites stay. Rows that were sent again and are not merged yet count apart.';

/** What the next runs do, in full sentences. Empty where they do nothing. */
function ahead(seen: Seen): string {
  const { horizons, due, coming, comingAt } = seen.foresight;
  const lines = horizons.map(
    ({ kind, horizon }) =>
      `The next run writes down a new horizon of ${names[kind]}: ${dayOf(horizon)}. A horizon never goes back.`,
  );
  if (due.length > 0) lines.push(`The next run drops:\n${goingTable(due)}`);
  if (coming.length > 0) {
    const when =
      comingAt === undefined
        ? 'Ten minutes after the horizon is written down, a run drops'
        : `The first run after ${new Date(comingAt).toISOString().slice(0, 19)}Z drops`;
    lines.push(`${when}:\n${goingTable(coming)}`);
  }
  if (due.length + coming.length > 0)
    lines.push(
      `${whatStays}${ofCarriers(seen)} To keep it, raise or unset the period, and restart the worker cases before then.`,
    );
  return lines.join('\n');
}

const keepersTable = ({ keepers }: Outlook) =>
  table(
    keepers.map(({ case_id, why, campaigns, title }) => ({
      case: case_id,
      'kept for': why,
      campaign: campaigns.join(', ') || '-',
      title,
    })),
  );

async function looked(retention: Unopened, open: () => Promise<Shards>) {
  const { today, behind } = await todayOf(retention.store, retention.now());
  const shards = await open();
  try {
    return { outlook: await lookAhead({ ...retention, today, shards }), today, behind };
  } finally {
    await shards.close();
  }
}

/** All that is told of a store before a run. */
interface Seen {
  readonly periods: Retention['periods'];
  readonly outlook: Outlook;
  readonly foresight: Foresight;
  /** Carriers of the CDRs that go; undefined where none go. */
  readonly carriers: number | undefined;
  readonly now: number;
  /** The moment from which periods count back: see `todayOf`. */
  readonly today: number;
  /** The newest call, where periods count from that call: see `todayOf`. */
  readonly behind: number | undefined;
}

/** Changes nothing but the copy of the log in the store. */
async function look(retention: Unopened, open: () => Promise<Shards>): Promise<Seen> {
  const { store, periods } = retention;
  const { outlook, today, behind } = await looked(retention, open);
  const now = retention.now();
  const foresight = foresee({ periods, ...outlook, now, today });
  const cdrs = [...foresight.due, ...foresight.coming].filter((one) => one.table === cdrStore.name);
  const [found] =
    cdrs.length === 0
      ? []
      : await store.query(carriersBetween, {
          first: Math.min(...cdrs.map(({ from }) => from)) / 1_000,
          last: Math.max(...cdrs.map(({ to }) => to)) / 1_000,
        });
  return { periods, outlook, foresight, carriers: found?.carriers, now, today, behind };
}

const sayBehind = (behind: number | undefined) => {
  if (behind !== undefined)
    print(
      `No call is stored of the last day. Periods count from a day after the newest call, which began at ${new Date(behind).toISOString()}.`,
    );
};

async function show(json: boolean): Promise<number> {
  const { seen, kept, refused } = await withRetention(async (retention, open, cases) => ({
    seen: await look(retention, open),
    kept: await retention.store.query(keptByThing, {}),
    refused: await refusal(cases),
  }));
  const { periods, outlook } = seen;
  if (json) {
    printJson({
      periods: Object.fromEntries(periods),
      refused,
      ...shownOutlook(outlook),
      ...shownAhead(seen),
      kept,
    });
    return 0;
  }
  print(kindsTable(seen));
  sayBehind(seen.behind);
  if (refused !== undefined) print(`\nNo run drops anything with these periods: ${refused}`);
  const next = ahead(seen);
  if (refused === undefined && next !== '') print(`\n${next}`);
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

const shownAhead = ({ foresight: { coming, comingAt }, carriers }: Seen) => ({
  coming,
  coming_at: comingAt,
  carriers,
});

async function dryRun(json: boolean): Promise<number> {
  const seen = await withRetention(async (retention, open, cases) => {
    await check(cases);
    return look(retention, open);
  });
  if (json) {
    const due = seen.outlook.due.map(({ partition }) => partition);
    printJson({ due, horizons: seen.foresight.horizons, ...shownAhead(seen) });
    return 0;
  }
  sayBehind(seen.behind);
  print(ahead(seen) || 'A run would write down no horizon and drop nothing.');
  return 0;
}

async function run(json: boolean): Promise<number> {
  const { done, seen } = await withRetention(async (retention, open, cases) => {
    const checked = async () => {
      await check(cases);
      return open();
    };
    const done = await aloneIn(cases.config.RINGTRACE_HOME, () => takeTurn({ ...retention, open: checked }));
    // Without a period nothing comes, and no shard is asked.
    return { done, seen: retention.periods.size === 0 ? undefined : await look(retention, open) };
  });
  if (json) {
    printJson({ ...done, ...(seen === undefined ? {} : shownAhead(seen)) });
    return 0;
  }
  sayBehind(done.behind);
  for (const url of done.away) say(`${url} can't be reached: another node of its shard did the work.`);
  for (const { kind, horizon } of done.noted) print(`New horizon of ${names[kind]}: ${dayOf(horizon)}.`);
  for (const id of done.released) print(`The legal hold of ${id} has ended by itself.`);
  print(
    done.dropped.length === 0
      ? 'Nothing was dropped.'
      : table(done.dropped.map((one) => ({ ...one, partition: String(one.partition) }))),
  );
  const next = seen === undefined ? '' : ahead(seen);
  if (next !== '') print(next);
  return 0;
}

export const retention = group(
  'retention',
  usage,
  {
    run: command(usage.subcommands.run, (_, { 'dry-run': dry, json }) =>
      dry === true ? dryRun(json === true) : run(json === true),
    ),
  },
  command(usage.alone, (_, { json }) => show(json === true)),
);
