import { type Params, parseRows, type Query, type Store } from '@ringtrace/platform/clickhouse';
import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyLog } from '../audit/verify.ts';
import { openCase } from '../work/cases.ts';
import { byHand, memoryDesk } from '../work/desk.fixture.ts';
import { keptPackages } from './kept-packages.ts';
import { StoreAwayError, storeOffice } from './store-office.ts';

const away = unreachableStore();
afterAll(() => away.close());

/** An office over a store that has no rows beside the events up to `sequence`, and more after `copied`. */
function officeOver(copied: () => number) {
  const { desk } = memoryDesk();
  openCase(desk, { name: 'anna', reason: '' }, byHand);
  const asOf: unknown[] = [];
  let sequence = 0;
  const store: Store = {
    ...away,
    query: async <P extends Params, R>(query: Query<P, R>, params: P) => {
      if (query.name === 'newest event of casework') return parseRows(query, [{ sequence, hash: '' }]);
      asOf.push(params['as_of']);
      return [];
    },
  };
  const office = storeOffice(desk, store, {
    checkLog: async (_, head) => verifyLog(desk.log, head),
    copied: async () => {
      sequence = copied();
    },
    measured: async () => {},
    packages: keptPackages({ home: '/nowhere', log: desk.log, store, feeds: undefined }),
  });
  return { office, last: desk.log.last()?.sequence ?? 0, now: desk.now(), asOf };
}

describe('figures of the store', () => {
  it('are read once the store has every event', async () => {
    const { office, last, asOf } = officeOver(() => 1_000);
    expect(last).toBeGreaterThan(0);
    expect(await office.providers.cards(undefined)).toEqual([]);
    expect(new Set(asOf).size).toBe(1);
  });

  it('are refused where it does not, as of whatever moment', async () => {
    const { office, now, asOf } = officeOver(() => 0);
    const period = { from: now - 2_000, to: now };
    for (const moment of [undefined, now - 1_000]) {
      await expect(office.report(period, moment)).rejects.toThrow(StoreAwayError);
      await expect(office.providers.cards(moment)).rejects.toThrow('does not have all of casework yet');
      await expect(office.providers.card('p1', moment)).rejects.toThrow(StoreAwayError);
    }
    expect(asOf).toEqual([]);
  });
});
