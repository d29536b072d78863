import { storeRecords } from '@ringtrace/cases/store/record-source';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { arrivals } from '@ringtrace/schemas/tables/cdr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeCampaign, truth } from './referred.ts';

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
  await storeCampaign(test.store);
});
afterAll(() => test.close());

const minute = 60_000;

describe('records in the store', () => {
  it('tell the calls of a campaign through a provider: its own, and those that name it', async () => {
    const records = storeRecords(test.store);
    const volume = { calls: 3, from: truth.at, to: truth.at + 2 * minute };
    expect(await records.volume(truth.campaign, [truth.silent])).toEqual(volume);
    expect(await records.volume(truth.campaign, ['alphatel'])).toMatchObject({ calls: 3, from: truth.at });
    expect(await records.volume(truth.campaign, ['nobody'])).toEqual({ calls: 0, from: 0, to: 0 });
    expect(await records.volume('c-none', ['alphatel'])).toEqual({ calls: 0, from: 0, to: 0 });
  });

  it('tell the calls of a campaign before and after a moment', async () => {
    const found = await storeRecords(test.store).campaignCalls(truth.campaign, truth.at + minute);
    expect(found).toEqual({
      days: [{ day: Date.parse('2026-03-02T00:00:00Z'), before: 1, after: 2 }],
      first: truth.at,
      judged_until: 0,
    });
  });

  it('tell until when records of every member that saw a campaign are judged', async () => {
    const until = async () =>
      (await storeRecords(test.store).campaignCalls(truth.campaign, truth.at)).judged_until;
    const arrive = (carriers: readonly string[], at: number) =>
      test.store.insertRows(
        arrivals,
        carriers.map((carrier) => ({ carrier, minute: at / 1_000, cdrs: 1 })),
      );
    const [last, ...others] = truth.carriers;
    await arrive([...others, 'bystander'], truth.at + 5 * minute);
    expect(await until()).toBe(0);
    await arrive([last], truth.at + 3 * minute);
    // Its hour is not judged yet.
    await arrive([last], truth.at + 90 * minute);
    expect(await until()).toBe(truth.at + 3 * minute);
  });

  it('trace a call, and tell whose feed is complete around it', async () => {
    const call = {
      calling_number: truth.calling,
      called_number: truth.called[0],
      call_time: truth.at,
      window_s: 30,
    };
    const [found] = await storeRecords(test.store).calls([call], ['alphatel', truth.silent]);
    expect(found?.trace.path?.hops.map(({ provider }) => provider)).toEqual([
      truth.silent,
      ...truth.carriers,
    ]);
    // A provider with a leg of the call denies nothing, and one that does not report says nothing.
    expect([...(found?.complete ?? [])]).toEqual([]);
    expect([...(found?.looked_at ?? [])]).toEqual(['alphatel', truth.silent]);
  });
});
