import { explainNumber } from '@ringtrace/enrich/explain';
import { loadReferenceFile } from '@ringtrace/enrich/load-file';
import { ReferenceLoader } from '@ringtrace/enrich/loader';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { createLog } from '@ringtrace/platform/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  areaCode,
  areaCodesHeader,
  blocksHeader,
  complaintsHeader,
  filing,
  north,
  providersHeader,
  referenceFiles,
  rmdHeader,
  south,
} from './files.ts';

const files = referenceFiles();
let scratch: TestStore;
let store: Store;
const complaint = (n: string, day: string) => `${n},2026-01-${day} 08:00:00,,,,,Other,Y`;

/** A file of every kind, and how many entries it has. */
const loaded: readonly (readonly [kind: string, entries: number, lines: readonly string[]])[] = [
  ['providers', 2, [providersHeader, north, south]],
  ['rmd', 2, [rmdHeader, filing('North, Incorporated', '1'), filing('Other', '3')]],
  ['dno', 2, ['900', '2025550100']],
  [
    'number-blocks',
    2,
    [blocksHeader, '202,555,,1234,North,DC,WSHNGTN,landline', '312,555,1,890B,South,IL,CHCG,'],
  ],
  ['ported', 2, ['number,ocn', '2025550123,890B', '3125551000,1234']],
  ['toll-free', 1, ['number,resp_org', '8005550123,MCI01']],
  ['known-callers', 1, ['number,owner,purpose', '2025550199,School,alerts']],
  ['complaints', 2, [complaintsHeader, complaint('2025550123', '02'), complaint('2025550123', '03')]],
  ['area-codes', 2, [...areaCodesHeader, areaCode('202', 'DC', 'US', 'E'), areaCode('312', 'IL', 'US', 'C')]],
];

beforeAll(async () => {
  scratch = await openTestStore();
  store = scratch.store;
  for (const [kind, entries, lines] of loaded) {
    const file = files.write(`${kind}.csv`, ...lines);
    expect(await loadReferenceFile(store, kind, file)).toMatchObject({ entries, changed: true });
    expect(await loadReferenceFile(store, kind, file)).toMatchObject({ changed: false });
  }
});
afterAll(async () => {
  await scratch.close();
  files.remove();
});

const countOf = (view: string) =>
  defineQuery()({
    name: `rows of ${view}`,
    sql: `SELECT count() AS rows FROM ${view}`,
    row: z.object({ rows: z.number() }),
  });

describe('every kind of reference data', () => {
  it('can be queried', async () => {
    for (const [kind, rows] of loaded)
      expect(await store.query(countOf(kind.replaceAll('-', '_')), {}), kind).toEqual([{ rows }]);
  });

  it('is looked up by a worker', async () => {
    const loader = new ReferenceLoader({ store, log: createLog('test', 'silent') });
    await loader.refresh();
    const reference = loader.held(Date.now())?.reference;
    expect(
      [12025550123, 12025550124, 13125551000, 13125552000].map((n) => reference?.numberFacts(n)),
    ).toMatchObject([
      { ocn: '890B', assigned: 'assigned' },
      { ocn: '1234', assigned: 'assigned', lineType: 'FIXED_LINE' },
      { ocn: '1234', assigned: 'assigned' },
      { ocn: '', assigned: 'unassigned' },
    ]);
    expect(reference?.numberFacts(18005550123)).toMatchObject({
      assigned: 'assigned',
      lineType: 'TOLL_FREE',
    });
    expect(reference?.rmdOf('north')).toBe('listed');
    expect(reference?.isDno(12025550100)).toBe(true);
    expect(reference?.localHour(13125551000, Date.UTC(2026, 0, 1, 12))).toBe(6);
  });

  it('is explained, fact by fact, with the file that says so', async () => {
    const facts = await explainNumber(store, 12025550123, Date.UTC(2026, 0, 1, 12));
    const shown = facts.map(({ fact, value, source }) => `${fact}: ${value} [${source}]`);
    expect(shown).toEqual([
      "valid: yes [libphonenumber's metadata]",
      "country: US [libphonenumber's metadata]",
      "line type of the plan: FIXED_LINE_OR_MOBILE [libphonenumber's metadata]",
      'area code: 202, in service [area-codes version 9 (area-codes.csv)]',
      'location: DC, US [area-codes version 9 (area-codes.csv)]',
      'time zones: America/New_York [area-codes version 9 (area-codes.csv)]',
      'local hour: 7 [area-codes version 9 (area-codes.csv)]',
      'ported to: 890B [ported version 5 (ported.csv)]',
      'block: 202555 [number-blocks version 4 (number-blocks.csv)]',
      'holder of the block: 1234 North [number-blocks version 4 (number-blocks.csv)]',
      'state: DC [number-blocks version 4 (number-blocks.csv)]',
      'rate centre: WSHNGTN [number-blocks version 4 (number-blocks.csv)]',
      'line type of the block: FIXED_LINE [number-blocks version 4 (number-blocks.csv)]',
      'provider: south, South, CA [providers version 1 (providers.csv)]',
      'robocall mitigation: none [providers version 1 (providers.csv)]',
      'complaints: 2, the last of 2026-01-03 08:00:00.000 [complaints of 1 files]',
    ]);
    const others = await Promise.all(
      [12025550100, 12025550199, 18005550123, 13125552000, 442079460123].map((n) =>
        explainNumber(store, n, 0),
      ),
    );
    const told = others.map((all) => all.map(({ fact, value }) => `${fact}: ${value}`));
    expect(told[0]).toContain('do not originate: yes');
    expect(told[0]).toContain('robocall mitigation: listed');
    expect(told[1]).toContain('known caller: School: alerts');
    expect(told[2]).toContain('responsible organisation: MCI01');
    expect(told[3]).toContain('block: none: not assigned, or the file lacks it');
    expect(told[4]).toEqual(['valid: yes', 'country: GB', 'line type of the plan: FIXED_LINE']);
  });

  it('adds up where its files are of days', async () => {
    const file = files.write('day2.csv', complaintsHeader, complaint('2025550123', '04'));
    expect(await loadReferenceFile(store, 'complaints', file)).toMatchObject({ entries: 1, changed: true });
    expect(await store.query(countOf('complaints'), {})).toEqual([{ rows: 3 }]);
    const first = files.write(
      'again.csv',
      complaintsHeader,
      complaint('2025550123', '02'),
      complaint('2025550123', '03'),
    );
    expect(await loadReferenceFile(store, 'complaints', first)).toMatchObject({ changed: false });
  });
});
