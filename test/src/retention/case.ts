import { ref } from '@ringtrace/cases/model/ids';
import { listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import type { Store } from '@ringtrace/platform/clickhouse';
import { expect } from 'vitest';
import type { deskOver } from './dropped.ts';

export const counsel = { name: 'lena', reason: 'letter of counsel' };

/** A case of the campaign of the first candidate, without a traceback. */
export async function caseOfFirst(store: Store, desk: ReturnType<typeof deskOver>) {
  const [candidate] = await listCandidates(store);
  if (candidate === undefined) throw new Error('the traffic has campaigns');
  const { campaign_id, candidate_id } = candidate;
  const thing = ref('case', 'case-0000000001');
  desk.log.transact(counsel, (w) =>
    w.append(thing, {
      type: 'case_opened',
      data: { source: 'campaign', title: 'x', category: '', campaign_id, candidate_id, live: false },
    }),
  );
  desk.log.transact(counsel, (w) => w.append(thing, { type: 'case_closed', data: { outcome: 'done' } }));
  return { id: thing.id, campaign_id };
}

/** What a desk has beside its log and clock; holds use none of it. */
export const nothingElse = {
  records: {
    calls: async () => [],
    candidate: async () => undefined,
    volume: async () => ({ calls: 0, from: 0, to: 0 }),
    campaignCalls: async () => expect.unreachable('no campaign is asked for'),
    tracebacksEnded: async () => [],
    providerNames: async () => [],
  },
  sender: {
    compose: async () => expect.unreachable('nothing is sent'),
    deliver: async () => expect.unreachable('nothing is sent'),
  },
};
