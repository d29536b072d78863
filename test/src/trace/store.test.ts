import { leg } from '@ringtrace/detect/trace/leg.fixture';
import { legName } from '@ringtrace/detect/trace/leg-key';
import { recordingSource } from '@ringtrace/detect/trace/recorded';
import { storeSource } from '@ringtrace/detect/trace/source';
import { traceCall, traceCalls, traceFrom } from '@ringtrace/detect/trace/trace';
import { aroundStatements } from '@ringtrace/platform/around-statements';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { batches } from '@ringtrace/schemas/tables/feed';
import { random } from '@ringtrace/simulator/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from '../detect/engine.ts';
import { createCalls } from './calls.ts';
import { ordinary, rough, share, type Traced } from './evaluate.ts';
import { legsOf } from './legs.ts';
import { memorySource } from './memory-source.ts';
import { createNetwork } from './network.ts';
import { questionOf, scoreOf } from './score.ts';
import { storeLegs } from './store-legs.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

const at = Date.UTC(2026, 3, 7, 14);
const request = { calling: 12_025_550_100, called: 13_035_550_100, time: at };
const path = async (store: Store) => (await traceCall(store, request)).path;

const legsInCdr = defineQuery<{ number: number }>()({
  name: 'legs to a number',
  row: z.object({ carrier: z.string(), calling_number: z.number() }),
  sql: 'SELECT carrier, calling_number FROM cdr WHERE called_number = {number: UInt64} ORDER BY carrier',
});
const byCarrier = (a: { readonly carrier: string }, b: { readonly carrier: string }) =>
  a.carrier < b.carrier ? -1 : 1;

describe('tracing in the store', () => {
  it('traces many calls at once as right as one by one', async () => {
    const store = await engine.freshStore();
    const rng = random(90_003, 'store');
    const scenario = { ...ordinary, ...rough };
    const network = createNetwork(rng, scenario);
    const calls = createCalls(rng, network, scenario, 400);
    const asked = calls.flatMap((call) => {
      const legs = legsOf(rng, network, scenario, call);
      const question = questionOf(call, legs);
      return question === undefined ? [] : [{ call, legs, question }];
    });
    await storeLegs(
      store,
      asked.flatMap(({ legs }) => legs),
    );
    const traces = await traceCalls(
      store,
      asked.map(({ question }) => question),
    );
    const traced: Traced[] = asked.map(({ call, legs }, i) => {
      const own = traces[i]?.path;
      return { call, legs, path: own, score: scoreOf(call, legs, own) };
    });
    expect(share(traced, (score) => score.origin)).toBeGreaterThanOrEqual(0.989);
    expect(share(traced, (score) => score.path)).toBeGreaterThanOrEqual(0.985);
    for (const [i, { question }] of asked.slice(0, 10).entries()) {
      expect(await traceCall(store, question)).toEqual(traces[i]);
    }
  });

  it('compares clocks by window and by every so-many-th called number, without what was withdrawn', async () => {
    const store = await engine.freshStore();
    /** b's clock is so far ahead, and b holds the call 150 ms shorter. */
    const call = (called_number: number, start: number, ahead: number) => [
      leg('a a b', start, { called_number, hold_ms: 40_000 }),
      leg('b a b', start + 150 + ahead, { called_number, hold_ms: 39_850 }),
    ];
    const minute = (n: number) => ({ from: at + n * 60_000, to: at + n * 60_000 + 59_999 });
    const even = 64 * 200_000_001;
    await store.command('SYSTEM STOP MERGES cdr_store');
    await storeLegs(store, [
      ...call(even, at, 7_000),
      ...call(even + 1, at + 1_000, 1_000),
      ...call(even + 64, at + 2_000, 2_000),
      ...call(even, at + 60_000, 3_000),
    ]);
    await storeLegs(store, call(even, at, 7_000), 1);
    await store.command(
      `INSERT INTO cdr_store SELECT * REPLACE (true AS withdrawn, ver + 1 AS ver)
       FROM (SELECT * FROM cdr_store WHERE carrier = 'b' AND called_number = ${even + 64})`,
    );
    const source = storeSource(store);
    expect(await source.legsIn([minute(0), minute(1), minute(2)])).toEqual([4 * 64, 2 * 64, 0]);
    const both = { from: minute(0).from, to: minute(1).to };
    const samples = [
      { span: minute(0), every: 1 },
      { span: minute(1), every: 1 },
      { span: minute(2), every: 1 },
      { span: both, every: 64 },
    ];
    const shown = await source.clockDifferences(samples);
    expect(shown.map((rows) => rows.map(({ a, b, ms, calls }) => ({ a, b, ms, calls })))).toEqual([
      [{ a: 'a', b: 'b', ms: 7_000, calls: 2 }],
      [{ a: 'a', b: 'b', ms: 3_000, calls: 1 }],
      [],
      [{ a: 'a', b: 'b', ms: 7_000, calls: 2 }],
    ]);
    await store.command('SYSTEM START MERGES cdr_store');
  });

  it('finds what calls may have been forwarded from as it is found without a store', async () => {
    const store = await engine.freshStore();
    const rng = random(90_004, 'forwards');
    const scenario = { ...ordinary, ...rough, forwarded: 0.4, withheld: 0.2, masked: 0.4, crowd: 40 };
    const network = createNetwork(rng, scenario);
    const made = createCalls(rng, network, scenario, 300);
    const legs = made.map((call) => legsOf(rng, network, scenario, call));
    const requests = made.flatMap((call, i) => questionOf(call, legs[i] ?? []) ?? []);
    const plain = legs.flat().map(({ call: _, ...leg }) => leg);
    await storeLegs(store, plain);
    const stored = await traceCalls(store, requests);
    const origins = (traces: typeof stored) =>
      traces.map(({ path }) => [path?.origin_provider, path?.claimed_origin]);
    const expected = await traceFrom(memorySource(plain), requests);
    expect(origins(stored)).toEqual(origins(expected));
    expect(expected.filter(({ path }) => path?.claimed_origin !== '').length).toBeGreaterThan(20);
  });

  it('takes a record as it was corrected last', async () => {
    const store = await engine.freshStore();
    const legs = [leg('a a b', at), leg('b a b', at + 100)];
    await storeLegs(store, legs);
    expect(await path(store)).toMatchObject({ origin_provider: 'a' });
    // The number in b's record was wrong, so the record belonged to another call.
    await storeLegs(store, [{ ...leg('b a b', at + 100), called_number: 13_035_550_199 }], 1);
    expect((await path(store))?.hops).toMatchObject([{ reported: true }, { provider: 'b', reported: false }]);
  });

  it('reads the legs to a number as the view cdr has them, whatever was corrected, withdrawn or sent twice', async () => {
    const store = await engine.freshStore();
    const number = request.called;
    const legTo = (carrier: string, called_number: number) => ({
      ...leg(`${carrier} a b`, at),
      called_number,
    });
    const sent = ['corrected', 'left', 'came', 'withdrawn', 'twice', 'once'].map((carrier) =>
      legTo(carrier, carrier === 'came' ? number + 1 : number),
    );
    // Parts stay apart, and so do the revisions.
    await store.command('SYSTEM STOP MERGES cdr_store');
    await storeLegs(store, sent);
    await storeLegs(
      store,
      [
        { ...legTo('corrected', number), calling_number: request.calling + 7 },
        legTo('left', number + 1),
        legTo('came', number),
        legTo('withdrawn', number),
      ],
      1,
    );
    await storeLegs(store, [legTo('twice', number)]);
    await store.command(
      `INSERT INTO cdr_store SELECT * REPLACE (true AS withdrawn, ver + 1 AS ver)
       FROM (SELECT * FROM cdr_store WHERE carrier = 'withdrawn' AND ver = 1)`,
    );
    const legs = await storeSource(store).legsTo([number], [{ from: at - 60_000, to: at + 60_000 }]);
    const shown = await store.query(legsInCdr, { number });
    expect(legs.map(({ carrier, calling_number }) => ({ carrier, calling_number })).sort(byCarrier)).toEqual(
      shown,
    );
    expect(shown.map(({ carrier }) => carrier)).toEqual(['came', 'corrected', 'once', 'twice']);
    await store.command('SYSTEM START MERGES cdr_store');
  });

  it('reads no superseded revision where parts are merged between its statements', async () => {
    const store = await engine.freshStore();
    const legTo = (carrier: string, called_number: number) => ({
      ...leg(`${carrier} a b`, at),
      called_number,
    });
    const number = request.called;
    await store.command('SYSTEM STOP MERGES cdr_store');
    await storeLegs(store, [legTo('left', number), legTo('once', number)]);
    await storeLegs(store, [legTo('left', number + 1)], 1);
    const read: string[] = [];
    const merging = aroundStatements(store, async (name, run) => {
      const answer = await run();
      read.push(name);
      if (read.length === 1) {
        await store.command('SYSTEM START MERGES cdr_store');
        await store.command('OPTIMIZE TABLE cdr_store FINAL');
      }
      return answer;
    });
    const legs = await storeSource(merging).legsTo([number], [{ from: at - 60_000, to: at + 60_000 }]);
    expect(read.slice(0, 2)).toEqual(['legs to numbers', 'legs with higher revisions']);
    expect(legs.map(({ carrier }) => carrier)).toEqual(['once']);
  });

  it('notes a leg of each call that a busy caller makes, however often he calls one number', async () => {
    const store = await engine.freshStore();
    const [start, other] = [leg('a a b', at), { ...leg('a a b', at), called_number: request.called + 1 }];
    const redials = Array.from({ length: 30 }, (_, i) => ({ ...start, call_id: `redial-${i}` }));
    await storeLegs(store, [...redials, other]);
    const source = recordingSource(store);
    const calls = await source.callsOfCallers([start]);
    expect(calls).toHaveLength(2);
    // Where these legs alone are left, the answer is the same.
    const left = await engine.freshStore();
    const noted = new Set(source.read().map(legName));
    await storeLegs(
      left,
      [...redials, other].filter((one) => noted.has(legName(one))),
    );
    expect(await storeSource(left).callsOfCallers([start])).toEqual(calls);
  });

  it("takes a named provider's silence for a denial only where its feed is complete", async () => {
    const store = await engine.freshStore();
    await storeLegs(store, [leg('b framed c', at), leg('c b c', at + 100)]);
    expect(await path(store)).toMatchObject({ claimed_origin: 'framed', contradictions: [] });
    await store.insertRows(
      batches,
      [7, 8].map((sequence) => accountOf(sequence)),
    );
    expect(await path(store)).toMatchObject({
      claimed_origin: '',
      next_provider_to_ask: 'b',
      contradictions: [{ kind: 'no record', claimed_by: 'b', contradicted_by: 'framed' }],
    });
    await store.insertRows(batches, [accountOf(11)]);
    expect(await path(store)).toMatchObject({ claimed_origin: 'framed', contradictions: [] });
  });
});

/** A batch that covers ten minutes. The call is in the middle of number 7. */
const accountOf = (sequence: number) => ({
  carrier: 'framed',
  topic: 'cdr.framed',
  partition: 0,
  offset: sequence,
  batch_id: `batch-${sequence}`,
  source: 'switch',
  sequence,
  produced_at: at,
  received_at: at,
  records: 10,
  accepted: 10,
  dead: 0,
  first_start: at + (sequence - 7.5) * 600_000,
  last_start: at + (sequence - 6.5) * 600_000,
});
