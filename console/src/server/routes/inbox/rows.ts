import { ref } from '@ringtrace/cases/model/ids';
import { settingsOf } from '@ringtrace/cases/work/find';
import { happening } from '@ringtrace/detect/candidates/explain';
import { visible } from '@ringtrace/platform/visible';
import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import {
  candidateKinds,
  type InboxFilters,
  inboxCandidateCounts,
  inboxCandidates,
  recentPace,
} from '../../queries/inbox-candidates.ts';
import { inboxWork, inboxWorkCounts, workKinds } from '../../queries/inbox-work.ts';
import type { Work } from '../../route/work.ts';
import { type InboxKind, inPlace } from './order.ts';
import { type Reasoned, whyOf } from './why.ts';

/** An approved request that has not gone out for longer waits for a person, ms. */
const unsentMs = 15 * minuteMs;
/** An answer is due soon where the rules have no reminder before the due time, hours. */
const usualSoonH = 4;

/** A row before its reason is told. */
export interface Found extends Reasoned {
  readonly id: string;
  readonly suspected_calls: number;
  readonly title: string;
  readonly provider_basis: '' | 'proven' | 'claimed';
  readonly candidate_id: string;
  readonly campaign_id: string;
  readonly case_id: string;
  readonly traceback_id: string;
  readonly request_id: string;
  readonly assignee: string;
  /** Of the candidate that was seen; 0 = the row is no candidate. */
  readonly revision: number;
  /** Of a candidate, 0 to 1. */
  readonly score: number;
  readonly calls: number;
}

interface Wanted extends InboxFilters {
  readonly kind: InboxKind | '';
  readonly limit: number;
  readonly offset: number;
}

const isOf = <K extends string>(kinds: readonly K[], kind: InboxKind | '') =>
  kind === '' || kinds.some((one) => one === kind);

/** One page of the inbox, in order, with reasons. */
export async function inboxRows(work: Work, { limit, offset, ...filters }: Wanted) {
  // Whatever is on the page is among the first rows of its kind.
  const asked = { ...filters, limit: offset + limit };
  const [candidates, tasks] = await Promise.all([
    isOf(candidateKinds, filters.kind) ? candidateRows(work, asked) : [],
    isOf(workKinds, filters.kind) ? workRows(work, asked) : [],
  ]);
  const page = inPlace([...candidates, ...tasks]).slice(offset, offset + limit);
  const paced = await withPace(work, page);
  const rules = { now: work.office.desk.now(), longest_pending_ms: longestPending(work) };
  return withVersions(work, paced).map((row) => ({ ...row, why: whyOf(row, rules) }));
}

/** Rows of each kind, whatever kind is looked at. */
export async function inboxCounts(
  work: Work,
  filters: InboxFilters,
): Promise<ReadonlyMap<InboxKind, number>> {
  const { assignee, provider } = filters;
  const [candidates, tasks] = await Promise.all([
    work.store.query(inboxCandidateCounts, { assignee, provider }),
    work.store.query(inboxWorkCounts, { assignee, provider, ...clock(work) }),
  ]);
  return new Map([...candidates, ...tasks].map(({ kind, total }) => [kind, total]));
}

/** Rows with the versions of their case and request, by which an act on them is refused where somebody was faster. 0 = none. */
function withVersions<R extends Found>({ office: { desk } }: Work, rows: readonly R[]) {
  return desk.log.read((r) =>
    rows.map((row) => ({
      ...row,
      case_version: row.case_id === '' ? 0 : (r.load(ref('case', row.case_id))?.version ?? 0),
      request_version: row.request_id === '' ? 0 : (r.load(ref('request', row.request_id))?.version ?? 0),
    })),
  );
}

const longestPending = ({ config }: Work) => config.RINGTRACE_HOLD_MINUTES * minuteMs;

function clock({ office: { desk } }: Work) {
  const now = desk.now();
  const { before_due_h } = desk.log.read(settingsOf).reminders;
  return { now, soon: now + (before_due_h || usualSoonH) * hourMs, unsent: now - unsentMs };
}

type Asked = Omit<Wanted, 'offset'>;

async function candidateRows(
  work: Work,
  asked: Asked,
): Promise<(Found & { newest_ms: number; last_ms: number })[]> {
  const rows = await work.store.query(inboxCandidates, asked);
  return rows.map(({ pending_ms, opened_ms, origin_provider, claimed_origin, next_provider, ...row }) => ({
    ...row,
    id: row.candidate_id,
    since_ms: row.kind === 'pending' ? pending_ms : opened_ms,
    suspected_calls: row.score * row.calls,
    title: visible(
      happening({
        calling_number: row.calling_number,
        evidence: { ...row, first_seen: iso(row.first_ms), last_seen: iso(row.last_ms) },
      }),
    ),
    provider: visible(origin_provider || claimed_origin || next_provider),
    provider_basis: origin_provider === '' ? (claimed_origin === '' ? '' : 'claimed') : 'proven',
    traceback_id: '',
    request_id: '',
    assignee: '',
    detail: '',
    verdict: '',
    due_ms: null,
    reminders: 0,
    hours: [],
  }));
}

const iso = (ms: number) => new Date(ms).toISOString();

async function workRows(work: Work, asked: Asked): Promise<Found[]> {
  const rows = await work.store.query(inboxWork, { ...asked, ...clock(work) });
  return rows.map((row) => ({
    ...row,
    title: visible(row.title),
    provider: visible(row.provider),
    assignee: visible(row.assignee),
    provider_basis: '',
    suspected_calls: 0,
    score: 0,
    calls: 0,
    hours: [],
    revision: 0,
  }));
}

/** Rows of campaigns that go on, with their calls in the newest hours. */
async function withPace<R extends Found & { readonly newest_ms?: number }>(work: Work, rows: readonly R[]) {
  const ongoing = rows.filter(({ kind }) => kind === 'ongoing');
  const newest_ms = Math.max(0, ...ongoing.map((row) => row.newest_ms ?? 0));
  if (newest_ms === 0) return rows;
  const newest = Math.floor(newest_ms / hourMs) * (hourMs / 1_000);
  const found = await work.store.query(recentPace, {
    newest,
    some_campaigns: ongoing.map(({ campaign_id }) => campaign_id),
  });
  const hours = new Map(found.map((one) => [one.campaign_id, one.hours]));
  return rows.map((row) =>
    row.kind === 'ongoing' ? { ...row, hours: hours.get(row.campaign_id) ?? [] } : row,
  );
}
