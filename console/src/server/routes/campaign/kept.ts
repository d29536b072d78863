import type { Store } from '@ringtrace/platform/clickhouse';
import type { FoundCampaign } from '../../queries/campaign.ts';

/** Pages look again every few seconds, and several people may look at one campaign. */
const keptMs = 60_000;
const mostKept = 200;

/**
 * A function of a campaign whose answers are kept for a minute, or until the campaign has another revision: it then has other calls.
 * A failure is not kept.
 */
export function keptFor<R>(
  answer: (store: Store, found: FoundCampaign) => Promise<R>,
  now: () => number = Date.now,
): (store: Store, found: FoundCampaign) => Promise<R> {
  const stores = new WeakMap<
    Store,
    Map<string, { readonly at: number; readonly revision: number; readonly answer: Promise<R> }>
  >();
  return (store, found) => {
    const known = stores.get(store) ?? new Map();
    stores.set(store, known);
    const kept = known.get(found.campaign_id);
    if (kept !== undefined && kept.revision === found.revision && now() - kept.at < keptMs)
      return kept.answer;
    const fresh = answer(store, found);
    known.delete(found.campaign_id);
    known.set(found.campaign_id, { at: now(), revision: found.revision, answer: fresh });
    fresh.catch(() => known.delete(found.campaign_id));
    const [oldest] = known.keys();
    if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
    return fresh;
  };
}
