import {
  type Params,
  parseRows,
  type Query,
  type Statement,
  type Store,
} from '@ringtrace/platform/clickhouse';
import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { expect, it } from 'vitest';
import { measureDays } from './measure.ts';
import { markMeasured } from './queries.ts';

it('stamps a measurement once it is complete, so that nothing appears later in figures of before', async () => {
  const clock = { now: 1_000 };
  const marks: unknown[] = [];
  const away = unreachableStore();
  const store: Store = {
    ...away,
    query: async <P extends Params, R>(query: Query<P, R>) => parseRows(query, [{ day: 0, seen: '7' }]),
    run: async <P extends Params>(statement: Statement<P>, params: P) => {
      if (statement.name === markMeasured.name) marks.push(params);
      else clock.now += 1_000;
    },
  };
  expect(await measureDays(store, { now: () => clock.now })).toBe(1);
  expect(clock.now).toBeGreaterThan(3_000);
  expect(marks).toMatchObject([{ measured_at: clock.now, seen: '7' }]);
  await away.close();
});
