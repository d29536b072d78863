import { verifyRollups } from '@ringtrace/detect/verify';
import { type PartitionAccount, replayFeeds } from '@ringtrace/ingest/worker/replay';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { accounts, storedCdrs } from './accounts.ts';
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
const n = (value: number) => value.toLocaleString('en-US');
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
  if (total === undefined || stored === undefined) throw new Error('the store did not answer');
  return { ...total, ...stored };
}

/** Guarantee 2 within the store: fed = accepted + dead letters; accepted = stored + superseded. */
function booksBalance(books: Accounts): Check {
  const { records, accepted, dead, dead_records, identities } = books;
  const differences: string[] = [];
  if (records !== accepted + dead)
    differences.push(`records fed ${n(records)} != accepted ${n(accepted)} + dead letters ${n(dead)}`);
  if (dead !== dead_records)
    differences.push(`batches count ${n(dead)} dead records, dead_letters holds ${n(dead_records)}`);
  if (identities > accepted)
    differences.push(`${n(identities)} records stored, only ${n(accepted)} accepted`);
  const superseded = accepted - identities;
  return check(
    'accounts',
    `${n(records)} records fed = ${n(accepted)} accepted + ${n(dead)} dead letters; accepted = ${n(identities)} stored (${n(books.withdrawn)} withdrawn) + ${n(superseded)} superseded or sent again; ${n(books.dead_messages)} unreadable messages`,
    differences,
  );
}

/** Every message up to the committed offsets has its account in the store. */
function topicsMatchBooks(partitions: readonly PartitionAccount[], books: Accounts): Check {
  const sum = (of: (p: PartitionAccount) => number) => partitions.reduce((total, p) => total + of(p), 0);
  const whole = partitions.every((p) => p.from === 0);
  const pairs: [string, number, number][] = [
    ['messages read', sum((p) => p.messages - p.deadMessages), books.batches],
    ['unreadable messages', sum((p) => p.deadMessages), books.dead_messages],
    ['records', sum((p) => p.records), books.records],
    ['accepted', sum((p) => p.accepted), books.accepted],
    ['dead records', sum((p) => p.dead), books.dead],
  ];
  // What retention has removed from the topics is in the books only.
  const wrong = pairs.filter(([, inTopics, inBooks]) => (whole ? inTopics !== inBooks : inTopics > inBooks));
  return check(
    'topics',
    `${n(sum((p) => p.messages))} messages in ${n(partitions.length)} partitions read again${whole ? '' : ' (older ones are past retention)'}`,
    wrong.map(
      ([what, inTopics, inBooks]) => `${what}: ${n(inTopics)} in the topics, ${n(inBooks)} in the store`,
    ),
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
      `${day.carrier} ${day.day}: ${n(day.expected)} expected, ${n(day.stored)} stored`,
      ...missing.map((m) => `  call_id ${m.call_id} at ${m.start_time}: ${m.state}`),
    );
  }
  return check('cdr', 'every accepted record once, at its highest revision, and nothing else', differences);
}

async function rollupsMatchCdr(store: Store): Promise<Check> {
  const differences = await verifyRollups(store);
  return check(
    'rollups',
    'every rollup says what cdr says',
    differences.map(
      (d) => `${d.rollup} ${d.carrier} ${d.bucket}: ${d.column} is ${d.built}, cdr says ${d.expected}`,
    ),
  );
}

/** Checks guarantees 1 and 2 against Kafka itself and every rollup against cdr. Reads the feed topics once. */
export async function verify(store: Store, kafka: Kafka): Promise<Verdict> {
  const checks = await withExpected(store, async (expected) => {
    const partitions = await replayFeeds({
      kafka,
      onIdentities: (rows) => store.insertRows(expected, rows),
    });
    const books = await readAccounts(store);
    const whole = partitions.every((p) => p.from === 0);
    return [
      booksBalance(books),
      topicsMatchBooks(partitions, books),
      await storeMatchesTopics(store, expected, whole),
      await rollupsMatchCdr(store),
    ];
  });
  return { ok: checks.every(({ ok }) => ok), checks };
}
