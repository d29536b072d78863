import type { Store } from '@ringtrace/platform/clickhouse';
import type { RowOf } from '@ringtrace/schemas/table';
import {
  type CampaignRow,
  type CandidateRow,
  campaignSegmentsStore,
  campaignsStore,
  candidatesStore,
} from '@ringtrace/schemas/tables/campaigns';
import type { z } from 'zod';
import type { Hours } from '../segments/queries.ts';
import { createFacts, type Facts } from './facts.ts';
import { formerCampaigns } from './former.ts';
import { type LackingLegs, lookOnce } from './lacking-legs.ts';
import { type LegsWritten, lostLegs, type SegmentWithLegs, writeLegs } from './legs.ts';
import { campaignStates, segmentCampaigns, storedCampaigns, storedCandidates } from './queries.ts';

/** A segment that is assigned to a campaign, with its legs. */
export type Assigned = z.infer<typeof segmentCampaigns.row>;
export type SegmentCampaign = Pick<Assigned, 'segment_id' | 'campaign_id'>;
/** A segment and the build of its legs. */
type SegmentLegs = Pick<Assigned, 'segment_id' | 'legs_build'>;
export type CampaignState = z.infer<typeof campaignStates.row>;
export type Assignment = RowOf<typeof campaignSegmentsStore>;

/** What was stored of some campaigns, by campaign id. */
export interface StoredCampaigns {
  readonly campaigns: ReadonlyMap<string, CampaignRow>;
  readonly candidates: ReadonlyMap<string, CandidateRow>;
}

/** What a merge reads and writes. */
export interface CampaignStore {
  /** The campaign that each segment was assigned to. */
  segmentCampaigns(): Promise<readonly Assigned[]>;
  /** Writes the legs of some segments. They count once the segment is assigned with their build. */
  writeLegs(segments: readonly SegmentWithLegs[]): Promise<LegsWritten>;
  /** Those of some segments whose legs were written and are gone again. */
  lostLegs(segments: readonly SegmentWithLegs[], written: LegsWritten): Promise<readonly SegmentWithLegs[]>;
  /** For segments whose legs were just written: campaigns that their calls were in, as parts of other segments. */
  formerCampaigns(hours: Hours, written: readonly SegmentLegs[]): Promise<readonly SegmentCampaign[]>;
  states(): Promise<readonly CampaignState[]>;
  stored(ids: readonly string[]): Promise<StoredCampaigns>;
  readonly facts: Facts;
  assign(rows: readonly Assignment[]): Promise<void>;
  writeCandidates(rows: readonly CandidateRow[]): Promise<void>;
  writeCampaigns(rows: readonly CampaignRow[]): Promise<void>;
}

const byId = <R extends { readonly campaign_id: string }>(rows: readonly R[]) =>
  new Map(rows.map((row) => [row.campaign_id, row]));

/** `onLacking` is told of segments whose legs were not all found. */
export function clickhouseCampaigns(
  store: Store,
  onLacking: (lacking: LackingLegs) => void = () => {},
): CampaignStore {
  return {
    segmentCampaigns: () => store.query(segmentCampaigns, {}),
    writeLegs: lookOnce((segments: readonly SegmentWithLegs[]) => writeLegs(store, segments), onLacking),
    lostLegs: (segments, written) => lostLegs(store, segments, written),
    formerCampaigns: async (hours, written) =>
      written.length === 0 ? [] : store.query(formerCampaigns, { ...hours, written }),
    states: () => store.query(campaignStates, {}),
    stored: async (ids) =>
      ids.length === 0
        ? { campaigns: new Map(), candidates: new Map() }
        : {
            campaigns: byId(await store.query(storedCampaigns, { some_campaigns: ids })),
            candidates: byId(await store.query(storedCandidates, { some_campaigns: ids })),
          },
    facts: createFacts(store),
    assign: (rows) => store.insertRows(campaignSegmentsStore, rows),
    writeCandidates: (rows) => store.insertRows(candidatesStore, rows),
    writeCampaigns: (rows) => store.insertRows(campaignsStore, rows),
  };
}
