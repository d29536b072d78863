import { defineQuery } from '@ringtrace/platform/clickhouse';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { caller, leg, useStitching } from './stitching.ts';

const { store, stitched } = useStitching();

describe('attestation that changes', () => {
  const changing = defineQuery()({
    name: 'calls that their signer attests otherwise than most',
    row: z.object({ calls: z.number() }),
    sql: 'SELECT sum(changing_attestation) AS calls FROM judge_sums',
  });
  interface Mark {
    readonly signer_ocn: string;
    readonly attestation: string;
  }
  /** The leg of a signed call of the busy number, as the carrier `told` reports it. */
  const signed = (
    call: number,
    { signer_ocn, attestation }: Mark,
    told = 'north north south',
    afterS = 0,
  ) => ({
    ...leg(told, call * 20 + afterS, caller, 13_035_560_000 + call),
    signer_ocn,
    // A signed call has one.
    origid: `00000000-0000-4000-8000-${String(call).padStart(12, '0')}`,
    attestation: z.enum(['A', 'B', 'C']).parse(attestation),
  });
  const toldOf = async (rows: readonly CdrRow[]) => {
    await stitched(rows);
    return (await store().query(changing, {}))[0]?.calls;
  };
  /** Calls of one busy number, of which each signer attests so many in each way. */
  const told = async (marksOf: Readonly<Record<string, Readonly<Record<string, number>>>>, by?: string) => {
    const marks = Object.entries(marksOf).flatMap(([signer_ocn, ways]) =>
      Object.entries(ways).flatMap(([attestation, calls]) =>
        Array.from({ length: calls }, () => ({ signer_ocn, attestation })),
      ),
    );
    return toldOf(marks.map(({ signer_ocn, attestation }, i) => signed(i, { signer_ocn, attestation }, by)));
  };

  it('is counted for each signer by itself', async () => {
    expect(await told({ one: { B: 40 }, other: { C: 30 } })).toBe(0);
    expect(await told({ one: { B: 40, C: 15 }, other: { C: 30, A: 5 } })).toBe(20);
  });

  it('is not counted where nothing tells the signer: there may be several', async () => {
    const claimed = 'south north -';
    expect(await told({ '': { B: 40, C: 30 } }, claimed)).toBe(0);
    expect(await told({ one: { B: 40, C: 5 }, '': { B: 10, C: 30 } }, claimed)).toBe(5);
  });

  it('is counted of the proven origin, which signs for its own customer, where no leg names a signer', async () => {
    expect(await told({ '': { B: 40, C: 30 } })).toBe(30);
  });

  it('is told by the letter that the signer gave, not by another provider that signs the call again', async () => {
    const own = { signer_ocn: 'one', attestation: 'C' };
    const again = { signer_ocn: 'other', attestation: 'A' };
    const rows = Array.from({ length: 70 }, (_, call) =>
      call < 40 ? [signed(call, own), signed(call, again, 'south north -', 1)] : [signed(call, own)],
    );
    expect(await toldOf(rows.flat())).toBe(0);
  });

  it('is not counted of numbers that are not busy', async () => {
    expect(await told({ one: { A: 4, C: 3 } })).toBe(0);
  });
});
