import type { CampaignRow, CandidateRow } from '@ringtrace/schemas/tables/campaigns';
import type { ExampleLeg } from '../candidates/queries.ts';
import type { TracedCall } from '../candidates/sample.ts';
import type { MemorySegments } from '../linking/memory-source.fixture.ts';
import { leg } from '../trace/leg.fixture.ts';
import { pathOf } from '../trace/path.ts';
import type { Assigned, Assignment, CampaignStore, SegmentCampaign } from './campaign-store.ts';
import type { CampaignFacts } from './facts.ts';
import type { LegsWritten, SegmentWithLegs } from './legs.ts';
import type { CampaignLegs } from './numbers.ts';

/** One call of provider a's own customer, and its path. */
function tracedCall(calling_number: number): TracedCall {
  const { hold_ms: _, talk_ms: __, origid: ___, ...told } = leg('a a b');
  const example: ExampleLeg = {
    ...told,
    calling_number,
    answered: true,
    duration_ms: 30_000,
  };
  return {
    call_key: `call of ${calling_number}`,
    legs: [example],
    path: pathOf([leg('a a b'), leg('b a b', 150)]),
  };
}

/** Campaigns in memory, over the calls of segments in memory. */
export class MemoryCampaigns implements CampaignStore {
  readonly #segments: MemorySegments;
  readonly #assigned = new Map<string, Assigned>();
  #legsBuilds = 0;
  readonly campaigns = new Map<string, CampaignRow>();
  readonly candidates = new Map<string, CandidateRow>();
  /** What calls were in before, where their hour was cut into other segments. */
  former: readonly SegmentCampaign[] = [];
  /** Rows written so far, by what they are. */
  written = { legs: 0, assignments: 0, campaigns: 0, candidates: 0 };
  /** Segments whose legs are gone as soon as they are written. */
  readonly sweptLegs = new Set<string>();
  /** Campaigns whose facts cannot be read at the moment. */
  readonly unread = new Set<string>();

  constructor(segments: MemorySegments) {
    this.#segments = segments;
  }

  /** Open campaigns with their segments. */
  open(): Record<string, string[]> {
    const open = [...this.campaigns.values()].filter(({ status }) => status === 'open');
    return Object.fromEntries(
      open.map(({ campaign_id }) => [
        campaign_id,
        [...this.#assigned.values()]
          .flatMap((row) => (row.campaign_id === campaign_id ? [row.segment_id] : []))
          .sort(),
      ]),
    );
  }

  async segmentCampaigns() {
    return [...this.#assigned.values()];
  }

  async writeLegs(segments: readonly SegmentWithLegs[]): Promise<LegsWritten> {
    this.#legsBuilds += 1;
    this.written.legs += segments.length;
    return new Map(segments.map(({ segment_id, calls }) => [segment_id, { build: this.#legsBuilds, calls }]));
  }

  async lostLegs(segments: readonly SegmentWithLegs[]) {
    return segments.filter(({ segment_id }) => this.sweptLegs.has(segment_id));
  }

  async formerCampaigns() {
    return this.former;
  }

  async states() {
    return [...this.campaigns.values()];
  }

  async stored(ids: readonly string[]) {
    const some = <R extends { readonly campaign_id: string }>(rows: ReadonlyMap<string, R>) =>
      new Map(
        [...rows.values()].flatMap((row) => (ids.includes(row.campaign_id) ? [[row.campaign_id, row]] : [])),
      );
    return { campaigns: some(this.campaigns), candidates: some(this.candidates) };
  }

  async facts(campaigns: readonly CampaignLegs[]) {
    const ids = campaigns.map(({ campaign_id }) => campaign_id).filter((id) => !this.unread.has(id));
    return new Map(ids.map((id) => [id, this.#factsOf(id)] as const));
  }

  #factsOf(campaign_id: string): CampaignFacts {
    const own = this.#segments
      .all()
      .filter(({ segment_id }) => this.#assigned.get(segment_id)?.campaign_id === campaign_id);
    const numbers = [...new Set(own.map(({ calling_number }) => calling_number))];
    const calls = own.reduce((sum, segment) => sum + segment.calls, 0);
    return {
      totals: {
        campaign_id,
        first_seen: Math.min(...own.map(({ first_ms }) => first_ms)),
        last_seen: Math.max(...own.map(({ last_ms }) => last_ms)),
        calls,
        legs: 2 * calls,
        calling_numbers: numbers.length,
        called_numbers: calls,
        carriers: ['a', 'b'],
      },
      enoughAt: undefined,
      calls: numbers.map((number) => tracedCall(number)),
    };
  }

  async assign(rows: readonly Assignment[]) {
    this.written.assignments += rows.length;
    for (const row of rows) {
      if (row.campaign_id === '') this.#assigned.delete(row.segment_id);
      else this.#assigned.set(row.segment_id, row);
    }
  }

  async writeCandidates(rows: readonly CandidateRow[]) {
    this.written.candidates += rows.length;
    for (const row of rows) this.candidates.set(row.campaign_id, row);
  }

  async writeCampaigns(rows: readonly CampaignRow[]) {
    this.written.campaigns += rows.length;
    for (const row of rows) this.campaigns.set(row.campaign_id, row);
  }
}
