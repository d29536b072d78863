import { Scratch } from '@ringtrace/platform/scratch';
import { seeded } from '@ringtrace/platform/seeded';
import { type LineType, lineTypes } from '@ringtrace/schemas/tables/cdr';
import { describe, expect, it } from 'vitest';
import { BlockTable } from './block-table.ts';
import type { NumberBlock } from './entries.ts';
import { HolderTableBuilder } from './holder-table.ts';
import { type NumberFacts, NumberLookups } from './number-lookups.ts';

const random = seeded(3).below;
const number = () => 12_000_000_000 + random(8_000_000) * 1_000 + random(1_000);
const block = (digits: string, ocn: string, line_type: LineType = ''): NumberBlock => ({
  block: digits,
  ocn,
  company: `Company ${ocn}`,
  state: 'DC',
  rate_center: `RC${digits}`,
  line_type,
});

function holders(entries: Iterable<readonly [number, string]>) {
  const sorted = [...entries].sort(([a], [b]) => a - b);
  const builder = new HolderTableBuilder(sorted.length);
  for (const [n, holder] of sorted) builder.add(n, builder.idOf(holder));
  return builder.build();
}

describe('HolderTable', () => {
  it('finds every number it was given and no other', () => {
    const crowded = Array.from({ length: 5_000 }, () => 12_025_550_000 + random(10_000));
    const known = new Map(
      [...Array.from({ length: 20_000 }, number), ...crowded].map((n) => [n, `H${n % 97}`]),
    );
    const table = holders(known);
    expect(table.size).toBe(known.size);
    for (const [n, holder] of known) expect(table.holders[table.idOf(n)]).toBe(holder);
    const others = [
      ...Array.from({ length: 20_000 }, number),
      ...crowded.map((n) => n + 1),
      0,
      911,
      442079460123,
    ];
    for (const n of others) expect(table.idOf(n) > 0).toBe(known.has(n));
  });

  it('counts a number that comes twice once', () => {
    const twice = holders([
      [12025550123, 'A'],
      [12025550123, 'A'],
      [19999999999, 'B'],
    ]);
    expect(twice.size).toBe(2);
    expect(twice.holders[twice.idOf(19999999999)]).toBe('B');
  });

  it('may be empty', () => {
    expect(holders([]).idOf(12025550123)).toBe(0);
  });
});

describe('BlockTable', () => {
  it('gives a number its thousands block, else its exchange, as a scan of the blocks does', () => {
    const digits = new Set(
      Array.from({ length: 3_000 }, () =>
        String(200_000 + random(50)).concat(random(2) === 0 ? '' : String(random(10))),
      ),
    );
    const blocks = [...digits].map((own) => block(own, own.padEnd(7, '-')));
    const table = new BlockTable(blocks);
    for (let i = 0; i < 5_000; i += 1) {
      const n = 12_000_000_000 + random(60) * 10_000 + random(10_000);
      const national = String(n).slice(1);
      const expected = [7, 6].map((length) => national.slice(0, length)).find((own) => digits.has(own));
      expect(table.holdings[table.entryOf(n)]?.ocn).toBe(expected?.padEnd(7, '-') ?? '');
    }
    expect([12_000_000_000, 12_010_000_000, 442079460123].map((n) => table.covers(n))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('BlockTable of many holders', () => {
  it('tells more apart than two bytes can', () => {
    const blocks = Array.from({ length: 70_000 }, (_, i) => block(String(200_000 + i), `H${i}`));
    const table = new BlockTable(blocks);
    for (const i of [0, 4_464, 65_535, 65_536, 69_999])
      expect(table.holdings[table.entryOf(12_000_000_000 + i * 10_000)]?.ocn).toBe(`H${i}`);
  });
});

describe('facts of a number', () => {
  const blocks = new BlockTable([
    block('202555', '1234', 'FIXED_LINE'),
    block('2025567', '567A', 'MOBILE'),
    block('416555', '8901'),
  ]);
  const ported = holders([[12025550123, '890B']]);
  const tollFree = holders([[18005550123, 'MCI01']]);
  const lookups = new NumberLookups({ blocks, ported, tollFree });
  const facts = (valid: boolean, region: string, lineType: string, ocn = '', assigned = ''): NumberFacts => ({
    valid,
    region,
    lineType,
    ocn,
    ...(assigned === 'assigned' || assigned === 'unassigned' ? { assigned } : { assigned: '' }),
  });

  it.each([
    ['its block', 12025550199, facts(true, 'US', 'FIXED_LINE', '1234', 'assigned')],
    ['whom it was ported to', 12025550123, facts(true, 'US', 'FIXED_LINE_OR_MOBILE', '890B', 'assigned')],
    ['its thousands block', 12025567001, facts(true, 'US', 'MOBILE', '567A', 'assigned')],
    ['no block of a known area', 12025568001, facts(true, 'US', 'FIXED_LINE_OR_MOBILE', '', 'unassigned')],
    [
      'a block without a line type',
      14165550123,
      facts(true, 'CA', 'FIXED_LINE_OR_MOBILE', '8901', 'assigned'),
    ],
    ['an area nothing is known of', 13125550123, facts(true, 'US', 'FIXED_LINE_OR_MOBILE')],
    ['a toll-free number', 18005550123, facts(true, 'US', 'TOLL_FREE', '', 'assigned')],
    ['another toll-free number', 18005550124, facts(true, 'US', 'TOLL_FREE')],
    ['another plan', 442079460123, facts(true, 'GB', 'FIXED_LINE')],
    ['no number', 0, facts(false, '', '')],
  ])('come from %s', (_, n, expected) => {
    expect(lookups.facts(n)).toEqual(expected);
  });

  it('are the same for a batch as one by one', () => {
    const own = [12025550199, 12025550123, 12025567001, 12025568001, 18005550123, 442079460123, 0];
    const numbers = Float64Array.from([...own, ...Array.from({ length: 2_000 }, number)]);
    const rows = Int32Array.from(numbers.keys()).filter((row) => row % 3 !== 1);
    const { plan, ocn, lineType, assigned } = lookups.columns(numbers, rows, new Scratch());
    for (const row of rows) {
      const expected = lookups.facts(numbers[row] ?? 0);
      const { valid, region } = lookups.plans[plan[row] ?? 0] ?? {};
      expect({
        valid,
        region,
        lineType: lineTypes[lineType[row] ?? 0],
        ocn: lookups.ocns[ocn[row] ?? 0],
        assigned: ['', 'assigned', 'unassigned'][assigned[row] ?? 0],
      }).toEqual(expected);
    }
  });
});
