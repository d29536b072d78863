import { defineQuery } from '@ringtrace/platform/clickhouse';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { caller, leg, useStitching } from './stitching.ts';

const { store, stitched } = useStitching();

describe('a number at several origins', () => {
  /** Calls of one number that providers prove, so many each, spread over the hour. */
  const provenBy = (calls: Readonly<Record<string, number>>) =>
    Object.entries(calls).flatMap(([provider, count], nth) =>
      Array.from({ length: count }, (_, i) =>
        leg(`${provider} ${provider} -`, i * 20, caller, 13_035_560_000 + 1_000 * nth + i),
      ),
    );
  const severalOrigins = defineQuery()({
    name: 'calls of numbers at several origins',
    row: z.object({ calls: z.number() }),
    sql: 'SELECT sum(several_origins) AS calls FROM judge_sums',
  });
  const told = async (calls: Readonly<Record<string, number>>) => {
    await stitched(provenBy(calls));
    return (await store().query(severalOrigins, {}))[0]?.calls;
  };

  it('has a fair share of its calls at three providers', async () => {
    expect(await told({ a: 10, b: 10, c: 10 })).toBe(30);
    expect(await told({ a: 100, b: 20, c: 7 })).toBe(127);
    expect(await told({ a: 20, b: 10 })).toBe(0);
  });

  it('is not one of which some called parties forward calls, each at its own provider', async () => {
    expect(await told({ a: 100, b: 2, c: 2, d: 1 })).toBe(0);
    expect(await told({ a: 150, b: 4, c: 4, d: 3 })).toBe(0);
  });
});
