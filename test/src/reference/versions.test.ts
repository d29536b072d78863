import { loadReferenceFile, restoreReference } from '@ringtrace/enrich/load-file';
import { ReferenceLoader } from '@ringtrace/enrich/loader';
import type { Reference } from '@ringtrace/enrich/reference';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { createLog } from '@ringtrace/platform/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { filing, north, providersHeader, referenceFiles, rmdHeader, south } from './files.ts';

const files = referenceFiles();
let scratch: TestStore;
let store: Store;
beforeAll(async () => {
  scratch = await openTestStore();
  store = scratch.store;
});
afterAll(async () => {
  await scratch.close();
  files.remove();
});

const providersFile = (...rows: string[]) => files.write('providers.csv', providersHeader, ...rows);
const inView = defineQuery()({
  name: 'providers in force',
  sql: 'SELECT provider_id FROM providers ORDER BY provider_id',
  row: z.object({ provider_id: z.string() }),
});
const clear = () => store.command('TRUNCATE TABLE reference_versions');
const newLoader = () => new ReferenceLoader({ store, log: createLog('test', 'silent') });
const allTimes = [Date.UTC(2001, 0, 1), Date.now() + 1_000_000];

describe('versions of reference data', () => {
  it('are in force as a whole once loaded, for those who look again', async () => {
    const loader = newLoader();
    expect(await loader.refresh()).toBe(false);
    expect(allTimes.map((time) => loader.held(time)?.reference.version)).toEqual([0, 0]);

    const first = { kind: 'providers', version: 1, valid_from: 0, entries: 2 };
    const both = providersFile(north, south);
    expect(await loadReferenceFile(store, 'providers', both)).toEqual({ ...first, changed: true });
    const turned = providersFile(south, north);
    expect(await loadReferenceFile(store, 'providers', turned)).toEqual({ ...first, changed: false });
    expect(await loadReferenceFile(store, 'dno', files.write('dno', '900'))).toMatchObject({ version: 2 });
    expect(await loader.refresh()).toBe(true);
    expect(await loader.refresh()).toBe(false);
    const before = loader.held(Date.now())?.reference;
    expect(before?.version).toBe(2);
    expect(before?.provider('north')).toMatchObject({ name: 'North, Inc.', rmd: 'listed', member: true });
    expect(before?.providerOfOcn('567A')?.provider_id).toBe('north');
    expect(before?.isDno(19005550123)).toBe(true);

    const south1 = providersFile(south);
    expect(await loadReferenceFile(store, 'providers', south1, { allowShrink: true })).toMatchObject({
      version: 3,
      entries: 1,
    });
    expect(await loader.refresh()).toBe(true);
    const after = loader.held(Date.now())?.reference;
    expect(after?.provider('north')).toBeUndefined();
    expect(after?.isDno(19005550123)).toBe(true);
    expect(before?.provider('north')).toBeDefined();
    expect(await store.query(inView, {})).toEqual([{ provider_id: 'south' }]);
  });

  it('come back when restored, under a number of their own', async () => {
    expect(await restoreReference(store, 'providers', 1)).toMatchObject({
      version: 4,
      entries: 2,
      changed: true,
    });
    expect(await restoreReference(store, 'providers', 1)).toMatchObject({ version: 4, changed: false });
    expect((await store.query(inView, {})).length).toBe(2);
    await expect(restoreReference(store, 'providers', 2)).rejects.toThrow('no version 2 of providers');
  });

  it('leave everything as it was where a file is wrong', async () => {
    const before = await store.query(inView, {});
    const wrong = providersFile(north, 'west,West,567A,true,US,listed,none');
    await expect(loadReferenceFile(store, 'providers', wrong)).rejects.toThrow("567A is claimed by 'north'");
    await expect(loadReferenceFile(store, 'numbers', wrong)).rejects.toThrow(
      'use one of providers, rmd, dno',
    );
    await expect(
      loadReferenceFile(store, 'providers', files.write('none.csv', providersHeader)),
    ).rejects.toThrow('has no entries');
    await expect(loadReferenceFile(store, 'providers', providersFile(south))).rejects.toThrow(
      'has 1 entries where version 1: providers.csv (version 4) had 2',
    );
    expect(await store.query(inView, {})).toEqual(before);
  });
});

describe('the version in force at start_time', () => {
  const day = (n: number) => Date.UTC(2026, 0, n);
  const load = (row: string, validFrom?: number) =>
    loadReferenceFile(store, 'providers', providersFile(row), { validFrom });
  /** Version and providers at noon of a day of January. */
  async function at(loader: ReferenceLoader, n: number) {
    const time = day(n) + 43_200_000;
    const { reference, from, until } = loader.held(time) ?? (await loader.load(time));
    expect(from <= time && time < until).toBe(true);
    const known = (r: Reference) => ['north', 'south'].filter((id) => r.provider(id));
    return [reference.version, ...known(reference)];
  }

  it('is the one that became valid last, whatever the order they were loaded in', async () => {
    await clear();
    await load(north, day(10));
    await load(south, day(20));
    const loader = newLoader();
    await loader.refresh();
    expect(await at(loader, 5)).toEqual([0]);
    expect(await at(loader, 15)).toEqual([1, 'north']);
    expect(await at(loader, 25)).toEqual([2, 'south']);

    await load(north, day(5));
    await loadReferenceFile(store, 'dno', files.write('dno', '900'), { validFrom: day(12) });
    await loader.refresh();
    expect(await at(loader, 3)).toEqual([0]);
    expect(await at(loader, 7)).toEqual([3, 'north']);
    expect(await at(loader, 11)).toEqual([1, 'north']);
    expect(await at(loader, 15)).toEqual([4, 'north']);
    expect(await at(loader, 25)).toEqual([4, 'south']);
  });

  it('is read again after more of them than stay in memory', async () => {
    await clear();
    for (let n = 1; n <= 8; n += 1) await load(n % 2 === 0 ? south : north, day(2 * n));
    const loader = newLoader();
    await loader.refresh();
    for (const n of [3, 7, 11, 15, 5, 3, 17])
      expect(await at(loader, n)).toEqual([(n - 1) / 2, n % 4 === 3 ? 'north' : 'south']);
    expect(loader.held(day(8))).toBeUndefined();
    expect(loader.held(Date.now())).toBeDefined();
  });
});

describe('the Robocall Mitigation Database', () => {
  it('tells who was removed by what an older file had', async () => {
    await clear();
    await loadReferenceFile(store, 'providers', providersFile(north, south));
    const rmd = (...rows: string[]) =>
      loadReferenceFile(store, 'rmd', files.write('rmd.csv', rmdHeader, ...rows));
    const loader = newLoader();
    const states = async () => {
      await loader.refresh();
      return ['north', 'south', 'west'].map((id) => loader.held(Date.now())?.reference.rmdOf(id));
    };
    expect(await states()).toEqual(['listed', 'none', '']);
    await rmd(filing('NORTH INC', '1'), filing('South LLC', '2'), filing('Other', '3'));
    expect(await states()).toEqual(['listed', 'listed', '']);
    await rmd(filing('South LLC', '2'), filing('Other', '3'));
    expect(await states()).toEqual(['removed', 'listed', '']);
    await rmd(filing('Other', '3'), filing('South, L.L.C.', '2'));
    expect(await states()).toEqual(['removed', 'listed', '']);
  });
});
