import { verifyRollups } from '@ringtrace/detect/rollups/verify';
import { detectBacklog } from '@ringtrace/detect/worker/backlog';
import { type PartitionAccount, recountFeeds } from '@ringtrace/ingest/worker/recount';
import { fixedSchemas, type SchemaSource } from '@ringtrace/platform/avro/schema-source';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { count } from '../output.ts';
import {
  accounts,
  booksOf,
  droppedCdrs,
  lostKeptLegs,
  storedCdrs,
  tooOldRecords,
  unknownSchemas,
  unmarkedMinutes,
} from './accounts.ts';
import { differingDays, type ExpectedTable, missingCdrs, withExpected } from './expected.ts';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was counted, for people. */
  readonly detail: string;
  /** Where it differs, at most some twenty. */
  readonly differences: readonly string[];
}

export interface Verdict {
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

const most = 20;
const check = (name: string, detail: string, differences: readonly string[]): Check => ({
  name,
  ok: differences.length === 0,
  detail,
  differences: differences.slice(0, most),
});

type Accounts = Awaited<ReturnType<typeof readAccounts>>;

async function readAccounts(store: Store) {
  const [total] = await store.query(accounts, {});
  const [stored] = await store.query(storedCdrs, {});
  const [dropped] = await store.query(droppedCdrs, {});
  if (total === undefined || stored === undefined || dropped === undefined)
    throw new Error('the store did not answer');
  return { ...total, ...stored, ...dropped };
}

/** Guarantee 2 within the store: fed = accepted + dead letters; accepted = stored + superseded. */
function booksBalance(books: Accounts): Check {
  const { records, accepted, dead, identities, dropped } = books;
  const differences: string[] = [];
  if (records !== accepted + dead)
    differences.push(
      `records fed ${count(records)} != accepted ${count(accepted)} + dead letters ${count(dead)}`,
    );
  if (identities + dropped > accepted)
    differences.push(
      `${count(identities)} records stored${dropped === 0 ? '' : ` and ${count(dropped)} dropped by retention`}, only ${count(accepted)} accepted`,
    );
  const superseded = accepted - identities - dropped;
  const gone = dropped === 0 ? '' : ` + ${count(dropped)} dropped by retention`;
  return check(
    'accounts',
    `${count(records)} records fed = ${count(accepted)} accepted + ${count(dead)} dead letters; accepted = ${count(identities)} stored (${count(books.withdrawn)} withdrawn)${gone} + ${count(superseded)} superseded or sent again; ${count(books.dead_messages)} unreadable messages`,
    differences,
  );
}

const noBook = { batches: 0, records: 0, accepted: 0, dead: 0, dead_records: 0, dead_messages: 0 };

function partitionDifferences(read: PartitionAccount, book: typeof noBook): string[] {
  const pairs: [string, number, number][] = [
    ['readable messages', read.messages - read.deadMessages, book.batches],
    ['unreadable messages', read.deadMessages, book.dead_messages],
    ['records', read.records, book.records],
    ['accepted records', read.accepted, book.accepted],
    ['dead records', read.dead, book.dead],
    ['dead letters of records', read.dead, book.dead_records],
  ];
  return pairs
    .filter(([, inTopic, inStore]) => inTopic !== inStore)
    .map(
      ([what, inTopic, inStore]) =>
        `${read.topic} partition ${read.partition}, offsets ${read.from} to ${read.to}: ${count(inTopic)} ${what} in the topic, ${count(inStore)} in the store`,
    );
}

/** Every message from the earliest that is still there up to the committed offset has its account in the store. */
async function topicsMatchBooks(store: Store, partitions: readonly PartitionAccount[]): Promise<Check> {
  const key = (p: { topic: string; partition: number }) => `${p.topic}/${p.partition}`;
  const books = new Map((await booksOf(store, partitions)).map((book) => [key(book), book]));
  const messages = partitions.reduce((total, p) => total + p.messages, 0);
  const older = partitions.some((p) => p.from > 0) ? ' (older ones are past retention)' : '';
  return check(
    'topics',
    `${count(messages)} messages in ${count(partitions.length)} partitions read again${older}`,
    partitions.flatMap((p) => partitionDifferences(p, books.get(key(p)) ?? noBook)),
  );
}

/** Guarantee 1: the store holds exactly what the topics say, each identity at its highest revision. */
async function storeMatchesTopics(store: Store, expected: ExpectedTable, whole: boolean): Promise<Check> {
  const days = await differingDays(store, expected);
  const wrong = whole ? days : days.filter((day) => day.expected > 0);
  const differences: string[] = [];
  for (const day of wrong.slice(0, most)) {
    const missing = await missingCdrs(store, expected, day, 3);
    if (missing.length === 0 && !whole) continue;
    differences.push(
      `${day.carrier} ${day.day}: ${count(day.expected)} expected, ${count(day.stored)} stored`,
      ...missing.map((m) => `  call_id ${m.call_id} at ${m.start_time}: ${m.state}`),
    );
  }
  return check('cdr', 'every accepted record once, at its highest revision, and nothing else', differences);
}

/** What is stored is marked as arrived, so that it will be built and judged. */
async function arrivalsCoverCdr(store: Store): Promise<Check> {
  const minutes = await store.query(unmarkedMinutes, {});
  return check(
    'arrivals',
    'every stored record is marked as arrived',
    minutes.map((m) => `${m.carrier} ${m.minute}: ${count(m.stored)} stored, ${count(m.marked)} marked`),
  );
}

/** What a candidate or case cites is still there after its day was dropped. */
async function keptLegsStored(store: Store): Promise<Check> {
  const lost = await store.query(lostKeptLegs, {});
  return check(
    'kept legs',
    'every leg that retention kept is stored',
    lost.map(
      (leg) =>
        `${leg.carrier} call_id ${leg.call_id} at ${leg.start_time}, kept for ${leg.kept_for} ${leg.id}: not stored`,
    ),
  );
}

async function rollupsMatchCdr(store: Store): Promise<Check> {
  const { dirtyMinutes } = await detectBacklog(store);
  const waiting = dirtyMinutes === 0 ? [] : [`${count(dirtyMinutes)} minutes are not built yet`];
  const differences = await verifyRollups(store);
  return check('rollups', 'every rollup says what cdr says', [
    ...waiting,
    ...differences.map(
      (d) => `${d.rollup} ${d.carrier} ${d.bucket}: ${d.column} is ${d.built}, cdr says ${d.expected}`,
    ),
  ]);
}

/** Checks guarantees 1 and 2 against Kafka itself and every rollup against cdr. Reads the feed topics once. */
export async function verify(
  store: Store,
  kafka: Kafka,
  schemas: SchemaSource = fixedSchemas(),
): Promise<Verdict> {
  const checks = await withExpected(store, async (expected) => {
    const partitions = await recountFeeds({
      kafka,
      schemas,
      unknownThen: await unknownSchemas(store),
      tooOldThen: await tooOldRecords(store),
      onIdentities: (rows) => store.insertRows(expected, rows),
    });
    const books = await readAccounts(store);
    const whole = partitions.every((p) => p.from === 0);
    return [
      booksBalance(books),
      await topicsMatchBooks(store, partitions),
      await storeMatchesTopics(store, expected, whole),
      await arrivalsCoverCdr(store),
      await keptLegsStored(store),
      await rollupsMatchCdr(store),
    ];
  });
  return { ok: checks.every(({ ok }) => ok), checks };
}
