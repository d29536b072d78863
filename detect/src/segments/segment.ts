import { hash } from 'node:crypto';
import type { CallerClass } from '@ringtrace/schemas/segment-key';
import type { SegmentRow } from '@ringtrace/schemas/tables/campaigns';
import type { OriginCounts } from '../features/details.ts';
import { type CallOrigin, type Features, featureCounts } from '../features/features.ts';
import { lastBin } from '../features/outcome.ts';
import { originKeyName, type SegmentKey, segmentKeyName } from '../features/segment-key.ts';
import { ringsOnce } from '../features/sources.ts';
import type { Baseline } from './baseline.ts';
import type { Judgement } from './judgement.ts';

export const shortHash = (text: string) => hash('sha256', text).slice(0, 16);

const nameOf = (o: CallOrigin) =>
  JSON.stringify([originKeyName(o), o.origin_provider, o.claimed_origin, o.entry_provider, o.next_provider]);

/** The commonest origin of a segment's calls, with the commonest entry provider that any of them names. */
export function commonestOrigin([origins, counts]: OriginCounts): CallOrigin {
  const counted = origins.map((origin, i) => ({ origin, calls: counts[i] ?? 0 }));
  const commonest = commonestOf(counted);
  if (commonest === undefined) throw new Error('a segment without calls');
  const entering = commonestOf(counted.filter(({ origin }) => origin.entry_provider !== ''));
  return { ...commonest, entry_provider: entering?.entry_provider ?? '' };
}

interface Counted {
  readonly origin: CallOrigin;
  readonly calls: number;
}

/** Ties go to the smaller name. Names are made for ties alone: most segments have a commonest origin. */
function commonestOf(origins: readonly Counted[]): CallOrigin | undefined {
  const isCommoner = (a: Counted, b: Counted) =>
    a.calls > b.calls || (a.calls === b.calls && nameOf(a.origin) < nameOf(b.origin));
  let most: Counted | undefined;
  for (const one of origins) if (most === undefined || isCommoner(one, most)) most = one;
  return most?.origin;
}

const everyBin = Array.from({ length: lastBin + 1 }, (_, bin) => bin);

/** Outcomes of the members: a busy number's calls are all members, a source's only where mostly excess. */
export const memberBins = ({ features: { kind }, excess }: Judgement): readonly number[] =>
  kind === 'number' ? everyBin : excess.bins;

/** What a segment's row holds beside its judgement; by `calls_build` the keys of its calls are found. */
export interface Written extends Pick<SegmentRow, 'segment_id' | 'build' | 'calls_build' | 'content'> {
  readonly origin: CallOrigin;
}

export const segmentId = (key: SegmentKey) => shortHash(segmentKeyName(key));

/** What other code asks of a segment, by column of its row. */
export function segmentColumns(judgement: Judgement, { origin, ...written }: Written) {
  const { features: f, excess, verdict } = judgement;
  const busy = f.kind === 'number';
  return {
    hour: f.hour,
    ...written,
    kind: f.kind,
    caller_class: busy ? classOfBusyNumber(judgement) : f.caller_class,
    called_back_at: f.called_back_at,
    callers_called: f.callers_called,
    calling_number: f.number,
    ...origin,
    calls: busy ? f.calls : excess.members,
    verdict,
  };
}

/** The row that keeps a judgement. */
export function segmentRow(judgement: Judgement, written: Written): SegmentRow {
  const { features: f, baseline, excess, mode, evidence, score } = judgement;
  return {
    ...segmentColumns(judgement, written),
    first_seen: f.first_ms,
    last_seen: f.last_ms,
    legs: f.legs,
    carriers: f.carriers,
    mode_s: Math.max(0, mode.bin - 1) * 2,
    member_bins: memberBins(judgement),
    histogram: excess.histogram.map(Math.round),
    score,
    signals: JSON.stringify(evidence),
    features: `{"features":${JSON.stringify(countsOf(f))},"baseline":${baselineText(baseline)}}`,
  };
}

const countNames = featureCounts.keyof().options;
/** What an hour shows of a segment, without its key. Not parsed: it was when it was read, and there are thousands of segments. */
function countsOf(f: Features): Readonly<Record<string, unknown>> {
  const counts: Record<string, unknown> = {};
  for (const name of countNames) counts[name] = f[name];
  return counts;
}

const baselineTexts = new WeakMap<Baseline, string>();
/** The baseline as JSON. All segments of an hour have the same one. */
function baselineText(baseline: Baseline): string {
  const known = baselineTexts.get(baseline);
  if (known !== undefined) return known;
  const text = JSON.stringify(baseline);
  baselineTexts.set(baseline, text);
  return text;
}

/** That it rings once, dno and unusable are facts of the number; the rest differs from call to call. */
function classOfBusyNumber({ features: f }: Judgement): CallerClass {
  if (ringsOnce(f)) return f.caller_class;
  if (f.dno > 0) return 'dno';
  return f.unusable > 0 ? 'unusable' : 'number';
}
