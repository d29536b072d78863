import { openLog } from '@ringtrace/cases/log/log';
import { defaultSettings } from '@ringtrace/cases/model/settings';
import { readScorecards } from '@ringtrace/cases/providers/scorecard';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { settingsRef } from '@ringtrace/cases/work/find';
import { rightsOf } from '@ringtrace/console/server/people/rights';
import type { Session } from '@ringtrace/console/server/people/session';
import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { ensureTopic, partitionRanges } from '@ringtrace/platform/kafka/admin';
import { arrivals } from '@ringtrace/schemas/tables/cdr';
import { type BatchRow, batches, type DeadLetterRow, deadLetters } from '@ringtrace/schemas/tables/feed';
import { measuredDays, providerDaysStore } from '@ringtrace/schemas/tables/measured-days';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endOfPeriod, handMadeLog } from '../cases/hand-made.fixture.ts';
import { cdr, noon } from '../ingest/feeds.ts';
import { type Stack, startStack } from '../ingest/stack.ts';
import { askConsole } from './campaign-office.ts';

/** No other test file has topics of these names. */
const [north, south] = ['console-north', 't1'] as const;
const topic = `cdr.${north}`;
const log = handMadeLog();
const asPerson = (carrier: string): Session => ({
  name: 'noc',
  role: 'carrier',
  carrier,
  may: rightsOf('carrier'),
});

let stack: Stack;
let lead: ReturnType<typeof askConsole>;
let ofNorth: ReturnType<typeof askConsole>;
let ofT1: ReturnType<typeof askConsole>;

let place = 0;
function batch(carrier: string, fields: Partial<BatchRow>): BatchRow {
  place += 1;
  return {
    carrier,
    topic: `cdr.${carrier}`,
    partition: 0,
    offset: place,
    batch_id: String(place),
    source: 'switch-1',
    sequence: place,
    produced_at: noon + 60_000,
    received_at: noon + 61_000,
    records: 100,
    accepted: 100,
    dead: 0,
    first_start: noon,
    last_start: noon,
    ...fields,
  };
}

/** A message that can be read today, and could not be read when it came. Its number must not be shown. */
const message = encodeBatch({
  batch_id: 'b-1',
  source: 'switch-1',
  sequence: 9,
  produced_at: noon,
  records: [{ ...cdr('late', { start_time: noon }), called_number: '+1 (312) 555-0188' }],
});
const letter = (fields: Partial<DeadLetterRow>): DeadLetterRow => ({
  carrier: north,
  topic,
  partition: 0,
  offset: 1_000,
  record_index: -1,
  field: '',
  reason: 'unknown_schema',
  detail: 'schema of 13125550188 is not registered',
  original: message,
  writer_schema: 'x',
  source: 'switch-1',
  produced_at: noon,
  received_at: noon + 61_000,
  status: 'open',
  ver: 0,
  ...fields,
});

beforeAll(async () => {
  // A broker of its own: the topic that replays are noted in is one for a whole broker.
  stack = await startStack();
  const { store, kafka } = stack;
  await copyToStore(log, store);
  await ensureTopic(kafka, topic);
  await store.insertRows(batches, [
    ...[1, 2, 5, 6, 9].map((sequence) => batch(north, { sequence })),
    batch(north, { source: 'switch-2', sequence: 1, records: 100, accepted: 90, dead: 10 }),
    batch(south, { sequence: 1 }),
  ]);
  await store.insertRows(deadLetters, [
    letter({}),
    ...[0, 1, 2].map((record_index) =>
      letter({
        offset: 2_000,
        record_index,
        reason: 'invalid_field',
        field: 'called_number',
        original: Buffer.from([1]),
      }),
    ),
  ]);
  const hour = 3_600;
  await store.insertRows(
    arrivals,
    [-3, -2, 0].map((back) => ({ carrier: north, minute: noon / 1_000 + back * hour, cdrs: 5 })),
  );
  const when = { day: Date.parse('2026-02-20T00:00:00Z') / 1_000, measurement: 1 };
  const signed = { signed_a: 10, signed_a_rightly: 6, signed_a_wrongly: 1, signed_a_elsewhere: 2 };
  await store.insertRows(providerDaysStore, [
    { ...when, ...signed, provider: 't1', role: 'transit', member: 'm1', legs: 400_000, suspicious_legs: 80 },
    { ...when, ...signed, provider: 'o1', role: 'originating', member: 'm1', legs: 900, suspicious_legs: 80 },
  ]);
  await store.insertRows(measuredDays, [
    { ...when, measured_at: Date.parse('2026-02-21T00:00:00Z'), seen: 1n },
  ]);
  lead = askConsole(store, log, { kafka });
  ofNorth = askConsole(store, log, { kafka, session: asPerson(north) });
  ofT1 = askConsole(store, log, { kafka, session: asPerson('t1') });
}, 60_000);
afterAll(() => stack.stop());

const body = async (answer: Promise<Response>): Promise<unknown> => (await answer).json();
const statusOf = async (answer: Promise<Response>) => (await answer).status;
const list = z.object({ items: z.array(z.looseObject({})), total: z.number() });
const listOf = async (answer: Promise<Response>) => list.parse(await body(answer));

describe('feeds', () => {
  it('have a row for each source, with what feed_status counts and the state in words', async () => {
    const { items, total } = await listOf(lead('/feeds?sort=source'));
    expect(total).toBe(3);
    expect(items.filter(({ carrier }) => carrier === north)).toMatchObject([
      { source: 'switch-1', batches: 5, records: 500, sequence_gaps: 4, unreadable: 1, state: 'rejecting' },
      {
        source: 'switch-2',
        records: 100,
        rejected: 10,
        state: 'rejecting',
        rule: expect.stringContaining('10 of 100'),
      },
    ]);
    expect(await listOf(lead('/feeds?state=rejecting'))).toMatchObject({ total: 2 });
    expect(await listOf(lead('/feeds?state=silent'))).toMatchObject({ total: 0 });
  });

  it('show where batches are missing, page by page', async () => {
    const gaps = await listOf(lead(`/feed-gaps?carrier=${north}&sort=missing`));
    expect(gaps).toMatchObject({
      total: 2,
      items: [
        { source: 'switch-1', first_missing: 3, last_missing: 4, missing: 2 },
        { source: 'switch-1', first_missing: 7, last_missing: 8, missing: 2 },
      ],
    });
    const behind = await listOf(lead(`/feed-gaps?carrier=${north}&offset=5`));
    expect(behind).toEqual({ items: [], total: 2 });
  });

  it('show their rate, and hours without calls between hours with calls', async () => {
    const range = `from=${new Date(noon - 4 * 3_600_000).toISOString()}&to=${new Date(noon + 3_600_000).toISOString()}`;
    const shape = z.object({
      series: z.array(z.object({ name: z.string(), points: z.array(z.object({ records: z.number() })) })),
      silent: z.array(z.object({ from: z.string(), to: z.string() })),
    });
    const rate = shape.parse(await body(lead(`/feeds/${north}/rate?by=received&${range}`)));
    const sums = rate.series.map(({ name, points }) => [
      name,
      points.reduce((sum, { records }) => sum + records, 0),
    ]);
    expect(Object.fromEntries(sums)).toEqual({ 'switch-1': 500, 'switch-2': 100 });
    const iso = (hours: number) => new Date(Math.floor(noon / 3_600_000 + hours) * 3_600_000).toISOString();
    expect(rate.silent).toEqual([{ from: iso(-1), to: iso(0) }]);
    expect(await statusOf(lead('/feeds/nobody/rate'))).toBe(404);
  });

  it('list dead letters by reason, and one in full with its numbers masked', async () => {
    expect(await body(lead(`/feeds/${north}`))).toMatchObject({
      rejects: [
        { reason: 'invalid_field', field: 'called_number', open: 3 },
        {
          reason: 'unknown_schema',
          whole: true,
          open: 1,
          example: 'schema of ########### is not registered',
        },
      ],
    });
    const filter = `/dead-letters?carrier=${north}&reason=invalid_field`;
    expect(await listOf(lead(`${filter}&limit=2`))).toMatchObject({ total: 3, items: [{}, {}] });
    const one = `/feeds/${north}/dead-letters/0/1000/-1`;
    const masked = JSON.stringify(await body(lead(one)));
    expect(masked).toContain('+# (###) ###-####');
    expect(masked).not.toContain('0188');
    expect(masked).not.toContain('30 31 38 38');
    const before = log.last()?.sequence ?? 0;
    expect(JSON.stringify(await body(lead(`${one}?numbers=true&reason=a%20fault`)))).toContain(
      '+1 (312) 555-0188',
    );
    expect(log.rowsAfter(before, 9)).toMatchObject([{ type: 'numbers_read', reason: 'a fault' }]);
    expect(await statusOf(lead(`/feeds/${north}/dead-letters/0/1/0`))).toBe(404);
  });

  it('are those of its own for a person of a carrier, by whatever way', async () => {
    const { items, total } = await listOf(ofNorth('/feeds'));
    expect([total, ...items.map(({ carrier }) => carrier)]).toEqual([2, north, north]);
    expect(await listOf(ofNorth(`/feeds?carrier=${south}`))).toEqual({ items: [], total: 0 });
    const own = ['', '/rate', '/dead-letters/0/1000/-1'];
    for (const path of own) expect(await statusOf(ofNorth(`/feeds/${north}${path}`)), path).toBe(200);
    for (const path of own) expect(await statusOf(ofNorth(`/feeds/${south}${path}`)), path).toBe(404);
    for (const path of ['/dead-letters', '/dead-letters.csv', '/feed-gaps', '/feed-gaps.csv'])
      expect(await statusOf(ofNorth(`${path}?carrier=${south}`)), path).toBe(404);
    expect(await (await ofNorth('/feeds.csv')).text()).not.toContain(`\n${south}`);
    expect(await body(ofNorth(`/feeds/${north}`))).toMatchObject({
      clock: { differences: null },
      folders: [],
    });
    expect(await statusOf(ofNorth(`/feeds/${north}/dead-letters/0/1000/-1?numbers=true`))).toBe(403);
    for (const path of [
      '/audit',
      '/report?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z',
      '/settings/rules',
    ])
      expect(await statusOf(ofNorth(path)), path).toBe(403);
  });

  it('send dead letters again, of one carrier or of all, each once, and the log says who did', async () => {
    const again = (carrier?: string) =>
      body(
        lead('/dead-letters/replay', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ reason: 'the schema was added', carrier }),
        }),
      );
    const ofSouth = await again(south);
    expect(ofSouth).toMatchObject({ replayed: 0 });
    expect(log.last()).toMatchObject({ data: expect.stringContaining(`"carrier":${JSON.stringify(south)}`) });
    expect(await listOf(lead(`/dead-letters?carrier=${north}&status=replayed`))).toMatchObject({ total: 0 });
    expect(await again()).toMatchObject({ replayed: 1, still_dead: 3 });
    const sent = async () =>
      (await partitionRanges(stack.kafka, [topic])).reduce((sum, { low, end }) => sum + end - low, 0);
    // The message, and the mark that ends its transaction. The broker writes the mark some time after it has taken the end.
    await expect.poll(sent, { timeout: 30_000 }).toBe(2);
    expect(log.last()).toMatchObject({
      kind: 'feed',
      type: 'dead_letters_replayed',
      actor: 'anna',
      reason: 'the schema was added',
      data: JSON.stringify({ replayed: 1, still_dead: 3 }),
    });
    expect(await again()).toMatchObject({ replayed: 0, still_dead: 3 });
    expect(await listOf(lead(`/dead-letters?carrier=${north}&status=replayed`))).toMatchObject({ total: 1 });
    expect(await statusOf(ofNorth('/dead-letters/replay', { method: 'POST' }))).toBe(403);
  });
});

const asOf = `as_of=${new Date(endOfPeriod).toISOString()}`;

describe('providers', () => {
  it('have the rows that the scorecards have', async () => {
    const cards = await readScorecards(stack.store, endOfPeriod);
    const { items, total } = await listOf(lead(`/providers?${asOf}&limit=1000`));
    expect(total).toBe(cards.length);
    for (const card of cards) expect(items).toContainEqual(expect.objectContaining(card));
    const transit = await listOf(lead(`/providers?${asOf}&role=transit&sort=legs`));
    expect(transit.items.every(({ role }) => role === 'transit')).toBe(true);
    expect(
      (await listOf(lead(`/providers?${asOf}&provider=T1`))).items.map(({ provider }) => provider),
    ).toContain('t1');
  });

  it('have no rate below 1,000 legs, and bounds above', async () => {
    const shape = z.object({
      roles: z.array(
        z.object({
          role: z.string(),
          suspicious: z.object({ share: z.number().nullable(), low: z.number().nullable() }),
        }),
      ),
    });
    const suspicious = async (id: string, role: string) =>
      shape.parse(await body(lead(`/providers/${id}?${asOf}`))).roles.find((one) => one.role === role)
        ?.suspicious;
    expect(await suspicious('o1', 'originating')).toEqual({ share: null, low: null });
    const [card] = (await readScorecards(stack.store, endOfPeriod)).filter(
      ({ provider, role }) => provider === 't1' && role === 'transit',
    );
    expect(await suspicious('t1', 'transit')).toMatchObject({
      share: 80 / 400_000,
      low: expect.closeTo((card?.suspicious_per_million_low ?? 0) / 1e6, 12),
    });
  });

  it('show a person of a provider its own card, and nothing of others', async () => {
    const { items } = await listOf(ofT1(`/providers?${asOf}`));
    expect(new Set(items.map(({ provider }) => provider))).toEqual(new Set(['t1']));
    const card = await body(ofT1(`/providers/t1?${asOf}`));
    const shape = z.object({ requests: z.object({ total: z.number(), items: z.array(z.looseObject({})) }) });
    const { requests } = shape.parse(card);
    expect(requests.total).toBeGreaterThan(0);
    for (const request of requests.items)
      expect(request).toMatchObject({ named_by: '', case_id: '', traceback_id: '' });
    // Ids of all other providers of the hand-made log.
    expect(JSON.stringify(card)).not.toMatch(/"(?:m1|m2|o1|o1-west|x1|f1)"/);
    expect(await statusOf(ofT1(`/providers/o1?${asOf}`))).toBe(404);
    expect(await statusOf(ofT1(`/providers/o1/history?${asOf}`))).toBe(404);
    expect(await statusOf(ofT1(`/providers/t1/history?${asOf}`))).toBe(200);
  });

  it('have a history that ends with the card', async () => {
    const shape = z.object({
      cards: z.array(z.object({ as_of: z.string(), role: z.string(), row: z.looseObject({}) })),
      days: z.array(z.looseObject({})),
    });
    const { cards, days } = shape.parse(await body(lead(`/providers/t1/history?${asOf}`)));
    const moments = [...new Set(cards.map((card) => card.as_of))];
    expect(moments.length).toBeGreaterThan(2);
    expect(moments.at(-1)).toBe(new Date(endOfPeriod).toISOString());
    const [now] = (await readScorecards(stack.store, endOfPeriod)).filter(
      ({ provider, role }) => provider === 't1' && role === 'transit',
    );
    expect(cards.findLast(({ role }) => role === 'transit')?.row).toEqual(now);
    expect(days).toMatchObject([{ role: 'transit', suspicious: { part: 80, whole: 400_000 } }]);
  });
});

describe('the log, the report and the settings', () => {
  it('list every entry of the log, and those of one thing', async () => {
    await copyToStore(log, stack.store);
    const all = await listOf(lead('/audit?limit=1000'));
    expect(all.total).toBe(log.last()?.sequence);
    expect(all.items[0]).toMatchObject({ sequence: all.total });
    const own = await listOf(lead('/audit?thing=case-1&sort=sequence&limit=1000'));
    expect(own.items.length).toBeGreaterThan(1);
    for (const entry of own.items) expect(JSON.stringify(entry)).toContain('"case-1"');
    // Each replay is noted before it begins, and when it has ended. There were three.
    const replay = [{ what: 'dead letters replayed' }, { what: 'dead letters replay begun' }];
    expect(await listOf(lead('/audit?kind=feed'))).toMatchObject({
      items: [...replay, ...replay, ...replay],
      total: 6,
    });
    expect(await body(lead('/audit/check'))).toMatchObject({ events: all.total, faults: [] });
  });

  it('have the figures of the report, as a page and as files', async () => {
    const period = `from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z&${asOf}`;
    const shape = z.object({
      figures: z.array(z.object({ name: z.string(), in_words: z.string(), sql: z.string() })),
    });
    const { figures } = shape.parse(await body(lead(`/report?${period}`)));
    const csv = await (await lead(`/report.csv?${period}`)).text();
    const html = await lead(`/report.html?${period}`);
    expect(html.headers.get('content-disposition')).toContain('traceback-report.html');
    const page = await html.text();
    for (const { name, in_words } of figures) {
      expect(csv).toContain(`\n"${name}",0,"title",`);
      if (/^\d+$/.test(in_words)) expect(page).toContain(`<td>${in_words}</td>`);
    }
    const [tracebacks] = z.array(z.object({ value: z.number() })).parse(
      await stack.store.query(
        {
          name: 'as printed',
          sql: figures.find(({ name }) => name === 'tracebacks')?.sql ?? '',
          row: z.object({ value: z.number() }),
        },
        {},
      ),
    );
    expect(figures.find(({ name }) => name === 'tracebacks')?.in_words).toBe(String(tracebacks?.value));
  });

  it('say who changed which rule', async () => {
    const changed = openLog(':memory:');
    const asked = askConsole(stack.store, changed);
    expect(await body(asked('/settings/rules'))).toMatchObject({ version: 0, history: [] });
    for (const answer_hours of [24, 48])
      changed.transact({ name: 'ben', reason: 'more time' }, (w) =>
        w.append(settingsRef, {
          type: 'settings_changed',
          data: { ...defaultSettings, answer_hours, report_only: true },
        }),
      );
    expect(await body(asked('/settings/rules'))).toMatchObject({
      version: 2,
      rules: { answer_hours: 48 },
      history: [
        { actor: 'ben', reason: 'more time', changed: [{ rule: 'answer_hours', before: '24', after: '48' }] },
        { changed: [{ rule: 'report_only', before: 'false', after: 'true' }] },
      ],
    });
    changed.close();
  });
});
