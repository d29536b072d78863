import { compareWithCopy } from '@ringtrace/cases/audit/copy';
import { openLog } from '@ringtrace/cases/log/log';
import { memoryLog } from '@ringtrace/cases/log/log.fixture';
import { ref } from '@ringtrace/cases/model/ids';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { caseworkViews } from '@ringtrace/schemas/tables/casework';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstHalf, secondHalf } from './everything.fixture.ts';

let scratch: TestStore;
beforeAll(async () => {
  scratch = await openTestStore();
});
afterAll(() => scratch.close());

const anna = { name: 'anna', reason: 'a test' };
const { log, clock } = memoryLog();
const ask = async (sql: string): Promise<unknown[]> => {
  const result = await scratch.store.client.query({ query: sql, format: 'JSONEachRow' });
  return result.json();
};
const everything = async () =>
  new Map(
    await Promise.all(
      caseworkViews
        .filter(({ name }) => !name.endsWith('_as_of'))
        .map(
          async ({ name }): Promise<[string, unknown]> => [
            name,
            await ask(`SELECT * FROM ${name} ORDER BY ALL`),
          ],
        ),
    ),
  );

describe('the copy of the log in the store', () => {
  it('has every thing as it stands, and as it stood', async () => {
    log.transact(anna, firstHalf);
    expect(await copyToStore(log, scratch.store)).toBe(12);
    const then = new Date(clock.now).toISOString().replace('T', ' ').replace('Z', '');
    clock.now += 3_600_000;
    log.transact(anna, secondHalf);
    expect(await copyToStore(log, scratch.store)).toBe(11);

    const now = await everything();
    expect(now.get('tracebacks')).toMatchObject([
      { traceback_id: 'tb-1', status: 'ended', outcome: 'foreign', country: 'GB', hops: 3, proven_hops: 1 },
    ]);
    expect(now.get('hops')).toMatchObject([
      { position: 1, basis: 'record' },
      { position: 2, basis: 'answer', answer_id: 'ans-1' },
      { position: 3, basis: 'named' },
    ]);
    expect(now.get('requests')).toMatchObject([
      { status: 'answered', provider: 'p2', acknowledged_at: null },
    ]);
    expect(now.get('answers')).toMatchObject([{ kind: 'upstream', upstream: 'p3', agreement: 'agrees' }]);
    for (const none of ['actions', 'verdicts', 'dismissed_callers']) expect(now.get(none)).toEqual([]);
    expect(now.get('case_events')).toHaveLength(23);
    const events = await ask("SELECT DISTINCT id FROM case_events WHERE case_id = 'case-1' ORDER BY id");
    expect(events).toEqual(['act-1', 'ans-1', 'case-1', 'pkg-1', 'req-1', 'tb-1'].map((id) => ({ id })));

    expect(await ask(`SELECT status, hops FROM tracebacks_as_of(as_of = '${then}')`)).toEqual([
      { status: 'open', hops: 2 },
    ]);
    expect(await ask(`SELECT status FROM requests_as_of(as_of = '${then}')`)).toEqual([
      { status: 'approved' },
    ]);
    expect(await ask(`SELECT verdict FROM verdicts_as_of(as_of = '${then}')`)).toEqual([
      { verdict: 'dismissed' },
    ]);
  });

  it('is the same where it is made a second time', async () => {
    const before = await everything();
    await scratch.store.command('TRUNCATE TABLE case_events_store');
    expect(await copyToStore(log, scratch.store)).toBe(23);
    expect(await everything()).toEqual(before);
    expect(await copyToStore(log, scratch.store)).toBe(0);
  });

  it('refuses the log of another group, and one that was cut', async () => {
    const other = openLog(':memory:');
    await expect(copyToStore(other, scratch.store)).rejects.toThrow('the log was cut, or is an older copy');
    other.transact(anna, (w) => {
      firstHalf(w);
      secondHalf(w);
    });
    await expect(copyToStore(other, scratch.store)).rejects.toThrow('do not belong together');
  });
});

describe('a comparison of the log with its copy', () => {
  it('finds nothing while they are the same, or the copy is behind', async () => {
    expect(await compareWithCopy(log, scratch.store)).toEqual({ behind: 0, faults: [] });
    log.transact(anna, (w) =>
      w.append(ref('case', 'case-1'), { type: 'case_noted', data: { text: 'later' } }),
    );
    expect(await compareWithCopy(log, scratch.store)).toEqual({ behind: 1, faults: [] });
  });

  it('names an end that was cut off, and an entry that was replaced', async () => {
    await copyToStore(log, scratch.store);
    const rows = log.rowsAfter(0, 1_000);
    const last = rows.length;
    const cut = { rowsAfter: (after: number) => rows.slice(after, -2) };
    expect((await compareWithCopy(cut, scratch.store)).faults).toEqual([
      `the log ends with entry ${last - 2}, and the store has entries up to ${last}: the log was cut`,
    ]);
    const replaced = rows.map((row, i) => (i === 4 ? { ...row, hash: 'f'.repeat(64) } : row));
    const other = { rowsAfter: (after: number) => replaced.slice(after) };
    expect((await compareWithCopy(other, scratch.store)).faults).toEqual([
      'entry 5: the store has another one (entry 5)',
    ]);
  });
});
