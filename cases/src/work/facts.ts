import type { Case } from '../model/case.ts';
import type { TracedCall } from '../model/hop.ts';
import { ref } from '../model/ids.ts';
import type { RequestFacts } from '../model/request.ts';
import { searchOf } from '../model/search.ts';
import type { GivenAnswer } from '../path/given-answer.ts';
import type { PathNow } from '../path/path.ts';
import type { Desk } from './desk.ts';
import { settingsOf } from './find.ts';
import { idsOf } from './identity.ts';

const sources: Readonly<Record<Case['source'], string>> = {
  campaign: 'it is part of a campaign of suspicious calls',
  agency: 'an agency asked for its origin',
  honeypot: 'it came in at a number that nobody gives out',
  complaint: 'the called party complained of it',
  enterprise: 'a business found it made in its name',
};

/** What the provider to be asked is told. undefined where nobody is. */
export async function factsFor(
  desk: Desk,
  case_id: string,
  call: TracedCall,
  { ask, hops }: PathNow,
  /** What the provider answered before; undefined = it was not asked. */
  before?: GivenAnswer,
): Promise<RequestFacts | undefined> {
  if (ask === '') return undefined;
  const { found, ids, search_window_s } = desk.log.read((r) => ({
    found: r.load(ref('case', case_id))?.state,
    ids: idsOf(r, ask),
    search_window_s: settingsOf(r).search_window_s,
  }));
  if (found === undefined) throw new Error(`there is no case ${case_id}`);
  const candidate = found.candidate_id === '' ? undefined : await desk.records.candidate(found.candidate_id);
  const volume =
    found.campaign_id === ''
      ? { calls: 0, from: 0, to: 0 }
      : await desk.records.volume(found.campaign_id, ids);
  const at = hops.findLastIndex(({ provider }) => provider === ask);
  const below = hops[at - 1];
  const aroundMs = 1_000 * Math.max(search_window_s, call.window_s);
  const search = searchOf({
    call,
    search: { from: call.call_time - aroundMs, to: call.call_time + aroundMs },
  });
  return {
    question: hops[at]?.role === 'originating' ? 'customer' : 'upstream',
    call,
    search,
    ...(before?.content.kind === 'no_record' && { searched_before: before.content.searched }),
    reasons: [...(candidate?.reasons ?? [sources[found.source]])],
    volume,
    named_by: below?.provider ?? '',
    named_how: below === undefined ? '' : howNamed(hops[at]?.basis, below.basis),
  };
}

/** In words that name nobody. */
function howNamed(
  own: PathNow['hops'][number]['basis'] | undefined,
  below: PathNow['hops'][number]['basis'],
) {
  if (own === 'record' || own === 'both') return 'records of the call show your part in it';
  return below === 'answer' || below === 'both' ? 'its answer names you' : 'its record of the call names you';
}
