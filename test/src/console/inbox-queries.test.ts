import { openLog } from '@ringtrace/cases/log/log';
import type { caseList } from '@ringtrace/console/server/routes/cases/list';
import type { inboxKindsRoute, inboxList } from '@ringtrace/console/server/routes/inbox/inbox';
import { inboxOrder, inPlace } from '@ringtrace/console/server/routes/inbox/order';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { seeded } from '@ringtrace/platform/seeded';
import { hourMs } from '@ringtrace/schemas/durations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askConsole } from './campaign-office.ts';

type Out<R extends { readonly shapes?: { readonly out: unknown } }> = NonNullable<R['shapes']>['out'];
type Inbox = Out<typeof inboxList.json>;
type Cases = Out<typeof caseList.json>;

const { next: random, below } = seeded(24);
const now = Date.now();
const iso = (ms: number) => new Date(ms).toISOString();
/** Whatever the minute of the hour, a call of the 50 minutes before is of the last hour. */
const newest = now - 60_000;

let test: TestStore;
let ask: ReturnType<typeof askConsole>;
const log = openLog(':memory:');

const insert = (table: string, values: readonly object[]) =>
  test.store.client.insert({
    table,
    format: 'JSONEachRow',
    values: [...values],
    clickhouse_settings: { date_time_input_format: 'best_effort', optimize_on_insert: 0 },
  });

/** Candidates with their campaigns: some call still, some have stopped, some wait for records. */
const candidates = Array.from({ length: 60 }, (_, i) => ({
  id: i,
  status: i % 6 === 5 ? 'pending' : i % 10 === 3 ? 'confirmed' : i % 20 === 7 ? 'dismissed' : 'open',
  calls: 200 + below(4_000),
  score: Math.round(random() * 1_000) / 1_000,
  last_seen: i === 0 || i % 2 === 0 ? newest - below(50) * 60_000 : newest - 2 * hourMs - below(hourMs),
  pending_since: now - below(5 * hourMs),
}));

async function storeCandidates() {
  // The newest record says which campaigns go on; one with a clock that is ahead counts as one of now.
  await insert(
    'cdr_store',
    [newest, now + 10 * hourMs].map((start, i) => ({
      carrier: 'a1',
      call_id: `call-${i}`,
      start_time: iso(start),
      end_time: iso(start),
      calling_number: 12_125_550_100,
      called_number: 13_035_551_234,
      sip_code: 200,
      ver: 1,
    })),
  );
  await insert(
    'campaigns_store',
    candidates.map(({ id, calls, score, last_seen }) => ({
      campaign_id: `c-${id}`,
      revision: 1,
      status: 'open',
      first_seen: iso(last_seen - 3 * hourMs),
      last_seen: iso(last_seen),
      calls,
      calling_numbers: 1,
      called_numbers: calls,
      score,
    })),
  );
  await insert(
    'traceback_candidates_store',
    candidates.map(({ id, status, pending_since }) => ({
      candidate_id: `t-${id}`,
      campaign_id: `c-${id}`,
      revision: 1,
      status: status === 'pending' ? 'pending' : 'open',
      opened_at: iso(status === 'pending' ? 0 : now - hourMs),
      pending_since: iso(pending_since),
      calling_number: 12_025_550_100 + id,
      claimed_origin: `p${id % 3}`,
      evidence: '{}',
    })),
  );
  await insert(
    'verdicts_store',
    candidates.flatMap(({ id, status }) =>
      status === 'confirmed' || status === 'dismissed'
        ? [
            {
              candidate_id: `t-${id}`,
              verdict: status,
              revision: 1,
              sequence: 1_000 + id,
              changed_at: iso(now),
            },
          ]
        : [],
    ),
  );
}

/** Each case in one state that waits for a person, or in none. Each third case is closed; nothing of it waits. */
const states = [
  'overdue',
  'late',
  'due',
  'draft',
  'bounced',
  'unsent',
  'stuck',
  'contradicted',
  'quiet',
] as const;
const cases = Array.from({ length: 45 }, (_, i) => ({
  id: i,
  state: states[i % states.length] ?? 'quiet',
  isClosed: i % 5 === 4,
  assignee: ['anna', 'ben', ''][i % 3] ?? '',
}));

const requestOf = {
  overdue: 'overdue',
  late: 'delivered',
  due: 'sent',
  draft: 'draft',
  bounced: 'bounced',
  unsent: 'approved',
  stuck: 'withdrawn',
  contradicted: 'answered',
  quiet: 'sent',
} as const;

async function storeCases() {
  const event = { sequence: 1, changed_at: iso(now - hourMs) };
  await insert(
    'cases_store',
    cases.map(({ id, isClosed, assignee }) => ({
      ...event,
      case_id: `case-${id}`,
      status: isClosed ? 'closed' : 'open',
      source: 'complaint',
      title: `case ${id} of a bank`,
      assignee,
      opened_at: iso(now - (100 + id) * hourMs),
      closed_at: iso(isClosed ? now : 0),
    })),
  );
  await insert(
    'tracebacks_store',
    cases.map(({ id, state }) => ({
      ...event,
      traceback_id: `tb-${id}`,
      case_id: `case-${id}`,
      status: state === 'contradicted' ? 'ended' : 'open',
      outcome: state === 'contradicted' ? 'disputed' : '',
      ask: `p${id % 3}`,
      changed_at: iso(now - id * hourMs),
      opened_at: iso(now - 100 * hourMs),
    })),
  );
  const dueIn = { overdue: -below(40) * hourMs - 1, late: -hourMs, due: hourMs, quiet: 30 * hourMs };
  await insert(
    'requests_store',
    cases.map(({ id, state }) => ({
      ...event,
      request_id: `req-${id}`,
      traceback_id: `tb-${id}`,
      case_id: `case-${id}`,
      provider: `p${id % 3}`,
      status: requestOf[state],
      drafted_at: iso(now - (50 + id) * hourMs),
      approved_at: iso(now - hourMs),
      due_at: iso(state in dueIn ? now - id * 60_000 + (Reflect.get(dueIn, state) ?? 0) : 0),
    })),
  );
  await insert(
    'answers_store',
    cases.flatMap(({ id, state }) =>
      state === 'contradicted'
        ? [
            {
              ...event,
              answer_id: `ans-${id}`,
              request_id: `req-${id}`,
              traceback_id: `tb-${id}`,
              provider: `p${id % 3}`,
              agreement: 'contradicts',
              findings: ['b has no record'],
            },
          ]
        : [],
    ),
  );
}

beforeAll(async () => {
  test = await openTestStore();
  await storeCandidates();
  await storeCases();
  ask = askConsole(test.store, log);
});
afterAll(() => test.close());

async function of<T>(path: string): Promise<T> {
  const response = await ask(path);
  expect(response.status).toBe(200);
  return JSON.parse(await response.text());
}

const everything = () => of<Inbox>('/inbox?limit=1000');
const idsOf = ({ items }: Inbox, kind: string) =>
  items
    .filter((row) => row.kind === kind)
    .map(({ id }) => id)
    .sort();
const open = cases.filter(({ isClosed }) => !isClosed);
const inState = (prefix: string, ...wanted: readonly string[]) =>
  open
    .filter(({ state }) => wanted.includes(state))
    .map(({ id }) => `${prefix}-${id}`)
    .sort();

describe('the inbox', () => {
  it('has what waits for a person, and nothing of closed cases', async () => {
    const all = await everything();
    expect(idsOf(all, 'overdue')).toEqual(inState('req', 'overdue', 'late'));
    expect(idsOf(all, 'undelivered')).toEqual(inState('req', 'bounced', 'unsent'));
    expect(idsOf(all, 'due')).toEqual(inState('req', 'due'));
    expect(idsOf(all, 'draft')).toEqual(inState('req', 'draft'));
    expect(idsOf(all, 'stuck')).toEqual(inState('tb', 'stuck'));
    expect(idsOf(all, 'contradicted')).toEqual(inState('ans', 'contradicted'));
    const tended = open.filter(({ assignee, state }) => assignee === '' || state === 'contradicted');
    expect(idsOf(all, 'case')).toEqual(tended.map(({ id }) => `case-${id}`).sort());
    const isOngoing = ({ last_seen }: (typeof candidates)[number]) =>
      last_seen >= Math.max(...candidates.map((one) => one.last_seen)) - hourMs;
    const candidatesOf = (status: string, ongoing: boolean) =>
      candidates
        .filter((one) => one.status === status && (status !== 'open' || isOngoing(one) === ongoing))
        .map(({ id }) => `t-${id}`)
        .sort();
    expect(idsOf(all, 'ongoing')).toEqual(candidatesOf('open', true));
    expect(idsOf(all, 'stopped')).toEqual(candidatesOf('open', false));
    expect(idsOf(all, 'confirmed')).toEqual(candidatesOf('confirmed', true));
    expect(idsOf(all, 'pending')).toEqual(candidatesOf('pending', true));
    expect(all.items.every(({ why }) => why !== '')).toBe(true);
  });

  it('is in the order of the rule on its page, however it is cut into pages', async () => {
    const all = await everything();
    const keys = ({ items }: Inbox) => items.map(({ kind, id }) => `${kind}:${id}`);
    const placed = inPlace(all.items.map((row) => ({ ...row, suspected_calls: row.score * row.calls })));
    expect(keys({ ...all, items: placed })).toEqual(keys(all));
    expect(all.total).toBe(all.items.length);
    const paged: string[] = [];
    for (let offset = 0; offset < all.total; offset += 17) {
      const page = await of<Inbox>(`/inbox?limit=17&offset=${offset}`);
      expect(page.total).toBe(all.total);
      paged.push(...keys(page));
    }
    expect(paged).toEqual(keys(all));
  });

  it('counts each kind as its filter shows it, for each owner and provider', async () => {
    for (const filter of ['', 'assignee=(nobody)', 'provider=p1']) {
      const { kinds } = await of<Out<typeof inboxKindsRoute>>(`/inbox/kinds?${filter}`);
      const { items } = await of<Inbox>(`/inbox?${filter}&limit=1000`);
      expect(kinds.map(({ kind }) => kind)).toEqual(inboxOrder.map(({ kind }) => kind));
      for (const { kind, total } of kinds)
        expect([kind, items.filter((row) => row.kind === kind).length]).toEqual([kind, total]);
    }
    for (const kind of ['ongoing', 'draft', 'case'] as const) {
      const found = await of<Inbox>(`/inbox?kind=${kind}&limit=2`);
      const whole = await of<Inbox>(`/inbox?kind=${kind}&limit=1000`);
      expect(found).toEqual({ items: whole.items.slice(0, 2), total: whole.items.length });
    }
    const mine = await of<Inbox>('/inbox?assignee=me&limit=1000');
    expect(new Set(mine.items.map(({ assignee }) => assignee))).toEqual(new Set(['anna']));
    const provider = await of<Inbox>('/inbox?provider=p1&limit=1000');
    expect(new Set(provider.items.map((row) => row.provider))).toEqual(new Set(['p1']));
  });

  it('has one order only', async () => {
    expect((await ask('/inbox?sort=need')).status).toBe(400);
  });
});

describe('the list of cases', () => {
  it('is filtered by each filter, sorted, and counted', async () => {
    const ids = async (query: string) => {
      const { items, total } = await of<Cases>(`/cases?limit=1000&${query}`);
      expect(total).toBe(items.length);
      return items.map(({ case_id }) => case_id).sort();
    };
    const wanted = (fits: (one: (typeof cases)[number]) => boolean) =>
      cases
        .filter(fits)
        .map(({ id }) => `case-${id}`)
        .sort();
    expect(await ids('')).toEqual(wanted(() => true));
    expect(await ids('status=closed')).toEqual(wanted(({ isClosed }) => isClosed));
    expect(await ids('assignee=me')).toEqual(wanted(({ assignee }) => assignee === 'anna'));
    expect(await ids('assignee=(nobody)')).toEqual(wanted(({ assignee }) => assignee === ''));
    expect(await ids('only=overdue')).toEqual(wanted(({ state }) => state === 'overdue' || state === 'late'));
    expect(await ids('only=drafts')).toEqual(wanted(({ state }) => state === 'draft'));
    expect(await ids('only=held')).toEqual([]);
    expect(await ids('provider=p2')).toEqual(wanted(({ id }) => id % 3 === 2));
    expect(await ids('source=agency')).toEqual([]);
    expect(await ids('text=CASE 7 OF')).toEqual(['case-7']);
    const first = await of<Cases>('/cases?sort=opened_at&limit=2');
    expect(first).toMatchObject({ total: 45, items: [{ case_id: 'case-44' }, { case_id: 'case-43' }] });
    expect(await of<Cases>('/cases?sort=-opened_at&limit=1')).toMatchObject({
      items: [{ case_id: 'case-0' }],
    });
  });
});
