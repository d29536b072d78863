import { signalInWords } from '@ringtrace/detect/candidates/signals-in-words';
import { thresholds } from '@ringtrace/detect/thresholds';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

const signal = z.object({
  name: z.string(),
  side: z.enum(['caller', 'behavior', 'honest']),
  value: z.number(),
  baseline: z.number(),
  contribution: z.number(),
});

const campaignRow = z.object({
  campaign_id: z.string(),
  status: z.string(),
  merged_into: z.string(),
  /** s since 1970. */
  first: z.number(),
  last: z.number(),
  score: z.number(),
  signals: z.string().transform((text) => z.array(signal).parse(JSON.parse(text))),
});
export type Campaign = z.infer<typeof campaignRow>;

const campaignById = defineQuery<{ id: string }>()({
  name: 'campaign of a case',
  row: campaignRow,
  sql: `
SELECT campaign_id, toString(status) AS status, ifNull(merged_into, '') AS merged_into,
  toUnixTimestamp64Second(first_seen) AS first, toUnixTimestamp64Second(last_seen) AS last, score, signals
FROM campaigns WHERE campaign_id = {id: String}`,
});

/** A campaign that became part of another is followed there; longer chains than this are none. */
const mostMerges = 100;

/** The campaign that holds the calls now. Throws where the store has none of this id. */
export async function findCampaign(store: Store, id: string): Promise<Campaign> {
  let wanted = id;
  for (let i = 0; i < mostMerges; i += 1) {
    const [found] = await store.query(campaignById, { id: wanted });
    if (found === undefined) break;
    if (found.merged_into === '') return found;
    wanted = found.merged_into;
  }
  throw new Error(`the store has no campaign '${id}', from which the case was opened`);
}

const referenceRow = z.object({
  kind: z.string(),
  version: z.number(),
  digest: z.string(),
  valid_from: z.string(),
  loaded_at: z.string(),
  source: z.string(),
  entries: z.number(),
});

const referenceUpTo = defineQuery<{ last: number }>()({
  name: 'reference versions of a package',
  row: referenceRow,
  sql: `
SELECT toString(kind) AS kind, version, digest, toString(valid_from) AS valid_from, toString(loaded_at) AS loaded_at, source, entries
FROM reference_versions AS r FINAL
WHERE r.valid_from <= fromUnixTimestamp64Second(toInt64({last: UInt32}), 'UTC')
ORDER BY version, kind`,
});

/**
 * Why the campaign was suspected: signals with baselines, the thresholds of this version, and the reference data by then.
 * @param files whether names of the group's files are told
 */
export async function signalsOf(store: Store, campaign: Campaign, files: boolean) {
  const { campaign_id, score, signals, first, last } = campaign;
  const references = await store.query(referenceUpTo, { last });
  return {
    campaign_id,
    score,
    first_call: new Date(first * 1_000).toISOString(),
    last_call: new Date(last * 1_000).toISOString(),
    signals: signals.map((one) => ({ ...one, in_words: signalInWords(one) })),
    thresholds,
    reference_versions: references.map(({ source, ...rest }) => (files ? { ...rest, source } : rest)),
  };
}
