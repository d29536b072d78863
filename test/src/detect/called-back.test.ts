import { areaInWords, calledBackArea, nowhere } from '@ringtrace/detect/features/called-back';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

it('has the words that ids of segments are made of: a country, an area under +1, the US, or nothing', async () => {
  const store = await engine.freshStore();
  const numbers = [
    ['US', 12_025_550_100],
    ['CA', 14_165_550_100],
    ['GB', 442_079_460_958],
    ['', 18_765_550_100],
    ['', 4],
    ['', 0],
  ] as const;
  const query = defineQuery()({
    name: 'areas that are called back',
    row: z.object({ words: z.array(z.string()), nowhere: z.string() }),
    sql: `SELECT groupArray(${areaInWords('area')}) AS words, any(${areaInWords(nowhere)}) AS nowhere
      FROM (
        SELECT ${calledBackArea} AS area
        FROM (SELECT pair.1 AS calling_region, pair.2 AS calling_number, number FROM (
          SELECT arrayJoin([${numbers.map(([region, number], i) => `('${region}', toUInt64(${number}), ${i})`).join(', ')}]) AS pair, pair.3 AS number))
        ORDER BY number
      )`,
  });
  expect(await store.query(query, {})).toEqual([
    { words: ['US', '+1416', '+44', '+1876', '+4', '+0'], nowhere: '' },
  ]);
});
