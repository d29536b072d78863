import type { Store } from '@ringtrace/platform/clickhouse';
import {
  type CampaignRow,
  type CandidateRow,
  campaignSegmentsStore,
  campaignsStore,
  candidatesStore,
} from '@ringtrace/schemas/tables/campaigns';
import { candidateRow, withStatus } from '../candidates/candidate.ts';
import { campaignScore, campaignSignals } from '../candidates/evidence.ts';
import { traceOf } from '../candidates/example.ts';
import { sampleLegs } from '../candidates/queries.ts';
import { traceSamples } from '../candidates/sample.ts';
import { Components } from '../linking/components.ts';
import type { Joining } from '../linking/joining.ts';
import { SegmentMemory } from '../linking/segment-memory.ts';
import { judgeTogether } from '../segments/pool.ts';
import { spanOf } from '../segments/queries.ts';
import { shortHash } from '../segments/segment.ts';
import type { HourDue } from './due.ts';
import { type Identified, identify } from './identity.ts';
import {
  campaignStates,
  campaignTotals,
  formerCampaigns,
  openingMinutes,
  segmentCampaigns,
  storedCampaigns,
  storedCandidates,
} from './queries.ts';

type Campaign = Identified<Joining>;
interface Known {
  readonly campaigns: ReadonlyMap<string, CampaignRow>;
  readonly candidates: ReadonlyMap<string, CandidateRow>;
}

/** One merge; `due` are the hours judged since the last one. Returns how many campaigns changed. */
export type Merge = (due: readonly HourDue[]) => Promise<number>;

/**
 * Makes campaigns and candidates say what the current segments say. Safe to run at any time, twice, or after a crash:
 * it compares with what is stored and writes only differences. What it remembers of earlier merges spares it to hold all
 * segments against each other again, and changes no result.
 */
export function createMerge(store: Store): Merge {
  const memory = new SegmentMemory(store);
  const components = new Components<Joining>((group) => judgeTogether(group).verdict);
  return async (due) => {
    const groups = components.update(await memory.update());
    return bringIntoLine(store, memory, groups, due);
  };
}

async function bringIntoLine(
  store: Store,
  memory: SegmentMemory,
  groups: readonly (readonly Joining[])[],
  due: readonly HourDue[],
): Promise<number> {
  const former = new Map(
    (await store.query(segmentCampaigns, {})).map((row) => [row.segment_id, row.campaign_id]),
  );
  const campaigns = identify(groups, await formerIds(store, memory, former, due));
  const states = new Map((await store.query(campaignStates, {})).map((row) => [row.campaign_id, row]));
  await assignSegments(store, campaigns, former);
  const changed = campaigns.filter((campaign) => {
    const stored = states.get(campaign.campaign_id);
    return stored?.status !== 'open' || stored.fingerprint !== fingerprint(campaign);
  });
  const current = new Set(campaigns.map((campaign) => campaign.campaign_id));
  const gone = [...states.values()].filter((c) => c.status === 'open' && !current.has(c.campaign_id));
  const known = await readKnown(
    store,
    [...changed, ...gone].map((campaign) => campaign.campaign_id),
  );
  await writeChanged(store, changed, known);
  await withdraw(store, campaigns, known, new Set(gone.map((campaign) => campaign.campaign_id)));
  return changed.length + gone.length;
}

/** The campaigns each segment was part of, by itself or, where its hour was cut anew, by its calls. */
async function formerIds(
  store: Store,
  memory: SegmentMemory,
  former: ReadonlyMap<string, string>,
  due: readonly HourDue[],
): Promise<Map<string, string[]>> {
  const ids = new Map([...former].map(([segment_id, campaign_id]) => [segment_id, [campaign_id]]));
  if ([...former.keys()].every((segment_id) => memory.has(segment_id))) return ids;
  for (const { segment_id, campaign_id } of await store.query(formerCampaigns, spanOf(due))) {
    ids.set(segment_id, [...(ids.get(segment_id) ?? []), campaign_id]);
  }
  return ids;
}

async function readKnown(store: Store, ids: readonly string[]): Promise<Known> {
  const campaigns = await store.query(storedCampaigns, { some_campaigns: ids });
  const candidates = await store.query(storedCandidates, { some_campaigns: ids });
  return {
    campaigns: new Map(campaigns.map((row) => [row.campaign_id, row])),
    candidates: new Map(candidates.map((row) => [row.campaign_id, row])),
  };
}

/** End of the minute that holds a time, ms. */
const minuteEnd = (ms: number) => (Math.floor(ms / 60_000) + 1) * 60_000;

/** A campaign that doesn't change keeps its array of segments. */
const fingerprints = new WeakMap<Campaign['segments'], string>();

function fingerprint({ segments }: Campaign): string {
  const known = fingerprints.get(segments);
  if (known !== undefined) return known;
  const lines = segments.map(({ segment_id, build }) => `${segment_id} ${build}`);
  const made = shortHash(lines.sort().join('\n'));
  fingerprints.set(segments, made);
  return made;
}

async function assignSegments(
  store: Store,
  campaigns: readonly Campaign[],
  former: ReadonlyMap<string, string>,
): Promise<void> {
  const now = new Map(
    campaigns.flatMap((c) => c.segments.map((s) => [s.segment_id, c.campaign_id] as const)),
  );
  const dropped = [...former.keys()].filter((id) => !now.has(id)).map((id) => [id, ''] as const);
  const revision = Date.now();
  const rows = [...now, ...dropped]
    .filter(([segment_id, campaign_id]) => (former.get(segment_id) ?? '') !== campaign_id)
    .map(([segment_id, campaign_id]) => ({ segment_id, campaign_id, revision }));
  await store.insertRows(campaignSegmentsStore, rows);
}

async function writeChanged(store: Store, changed: readonly Campaign[], known: Known): Promise<void> {
  if (changed.length === 0) return;
  const ids = {
    some_campaigns: changed.map((c) => c.campaign_id),
    ...spanOf(changed.flatMap(({ segments }) => segments)),
  };
  const byId = <R extends { campaign_id: string }>(rows: readonly R[]) =>
    new Map(rows.map((row) => [row.campaign_id, row]));
  const totals = byId(await store.query(campaignTotals, ids));
  const openings = byId(await store.query(openingMinutes, ids));
  const samples = await traceSamples(store, await store.query(sampleLegs, ids));
  const campaigns: CampaignRow[] = [];
  const candidates: CandidateRow[] = [];
  for (const campaign of changed) {
    const id = campaign.campaign_id;
    const total = totals.get(id);
    const trace = traceOf(samples.get(id) ?? []);
    // Both are missing only where the hour is judged anew meanwhile; then what is judged differs from what this merge notes, and it runs again.
    if (total === undefined || trace === undefined) continue;
    const stored = known.campaigns.get(id);
    const judgement = judgeTogether(campaign.segments);
    const row: CampaignRow = {
      ...total,
      revision: (stored?.revision ?? 0) + 1,
      status: 'open',
      score: campaignScore(judgement),
      signals: JSON.stringify(campaignSignals(judgement)),
      origin_provider: trace.origin_provider,
      claimed_origin: trace.claimed_origin,
      entry_provider: trace.entry_provider,
      merged_from: [...new Set([...(stored?.merged_from ?? []), ...campaign.merged_from])].sort(),
      merged_into: '',
      fingerprint: fingerprint(campaign),
    };
    const event_time = openings.get(id)?.event_time ?? minuteEnd(total.last_seen);
    campaigns.push(row);
    const candidate = candidateRow(row, trace, event_time, known.candidates.get(id));
    if (candidate !== undefined) candidates.push(candidate);
  }
  await store.insertRows(candidatesStore, candidates);
  await store.insertRows(campaignsStore, campaigns);
}

/** Open campaigns whose segments are gone: into another campaign, or exonerated by late data. Never deleted. */
async function withdraw(
  store: Store,
  campaigns: readonly Campaign[],
  known: Known,
  goneIds: ReadonlySet<string>,
): Promise<void> {
  const into = new Map(campaigns.flatMap((c) => c.merged_from.map((id) => [id, c.campaign_id] as const)));
  const gone = [...known.campaigns.values()].filter((c) => goneIds.has(c.campaign_id));
  const withdrawn = gone.flatMap((campaign) => {
    const candidate = known.candidates.get(campaign.campaign_id);
    return candidate?.status === 'open' || candidate?.status === 'closed'
      ? [withStatus(candidate, into.has(campaign.campaign_id) ? 'closed' : 'withdrawn')]
      : [];
  });
  await store.insertRows(candidatesStore, withdrawn);
  await store.insertRows(
    campaignsStore,
    gone.map((campaign) => ({
      ...campaign,
      status: into.has(campaign.campaign_id) ? 'merged' : 'withdrawn',
      merged_into: into.get(campaign.campaign_id) ?? '',
      revision: campaign.revision + 1,
    })),
  );
}
