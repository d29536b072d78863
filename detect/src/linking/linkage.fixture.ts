import { hourMs } from '@ringtrace/schemas/durations';
import { noOriginKey, type OriginKey } from '../features/segment-key.ts';
import type { Behavior } from './behavior.ts';
import type { Judge, Member } from './cluster.ts';
import { Linkage } from './linkage.ts';

/** 150 calls, a third of them answered and 40 heard to the same second. */
export const heardFor = (second: number, more: Partial<Behavior> = {}): Behavior => ({
  calls: 150,
  answered: 50,
  short: 10,
  untoldCalls: 0,
  untoldAnswered: 0,
  shownCalls: 150,
  repeatedCalls: 0,
  rung: 0,
  seconds: Array.from({ length: 120 }, (_, i) => (i === second ? 40 : 0)),
  heard: 40,
  areas: new Map([[1_212, 150]]),
  callers: [],
  exchanges: [],
  sampledNumbers: 0,
  elsewhereNumbers: 0,
  ...more,
});

let next = 0;
export const segment = (more: Partial<Member>): Member => ({
  segment_id: `s${String(next++).padStart(3, '0')}`,
  verdict: 'suspicious',
  ...noOriginKey,
  place: 'unknown',
  place_provider: 'rural',
  caller_class: 'unproven',
  called_back_at: '',
  callers_called: false,
  calling_number: 0,
  origin_provider: '',
  claimed_origin: '',
  mixed: false,
  behindTransit: false,
  goesOn: false,
  behavior: heardFor(20),
  first_ms: 0,
  last_ms: hourMs,
  calls: 150,
  ...more,
});
export const customerOf = (place_provider: string, place_customer: string): Partial<OriginKey> => ({
  place: 'customer',
  place_provider,
  place_customer,
});
/** What tells a customer of a place apart. */
export const ofOrigid = (part_origid: string): Partial<OriginKey> => ({ part: 'origid', part_origid });
export const ofExchange = (part_prefix: number): Partial<OriginKey> => ({ part: 'exchange', part_prefix });
export const ofArea = (part_prefix: number): Partial<OriginKey> => ({ part: 'area', part_prefix });
export const ofReused: Partial<OriginKey> = { part: 'reused' };
export const proven = (provider: string, more: Partial<Member> = {}) =>
  segment({ origin_provider: provider, ...customerOf(provider, 'x'), ...more });
export const claimed = (provider: string, more: Partial<Member> = {}) =>
  segment({ claimed_origin: provider, place: 'claimed', place_provider: provider, ...more });
export const suspicious: Judge<Member> = () => 'suspicious';
/** Linkage by a judge that knows verdicts alone, and a guard that looks at the segments. */
export const linkageOf = (
  judge: Judge<Member>,
  guard: (members: readonly Member[]) => boolean = () => true,
) =>
  new Linkage(
    (members: readonly Member[]) => ({ members, verdict: judge(members) }),
    ({ members }) => guard(members),
  );
/** Ids of each campaign's segments, in order. */
export const idsOf = (campaigns: readonly (readonly Member[])[]) =>
  campaigns.map((campaign) => campaign.map((s) => s.segment_id).sort()).sort();
export const campaignsOf = (segments: readonly Member[], judge = suspicious) =>
  idsOf(linkageOf(judge).update({ gone: [], come: segments }));
export const sizes = (segments: readonly Member[], judge = suspicious) =>
  campaignsOf(segments, judge).map((ids) => ids.length);
/** A small number of 20 calls behind the claimed provider p, the n-th. */
export const small = (n: number, more: Partial<Member> = {}) =>
  claimed('p', {
    verdict: 'weak',
    caller_class: 'number',
    calling_number: 12_025_550_100 + n,
    behavior: heardFor(20, { calls: 20, answered: 7, short: 3, callers: [n] }),
    calls: 20,
    ...more,
  });
/** So many small numbers. */
export const severalSmall = (count: number, more?: Partial<Member>) =>
  Array.from({ length: count }, (_, n) => small(n, more));
