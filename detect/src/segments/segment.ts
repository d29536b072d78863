import { createHash } from 'node:crypto';
import type { CallerClass } from '@ringtrace/schemas/segment-key';
import type { SegmentRow } from '@ringtrace/schemas/tables/campaigns';
import type { OriginCounts } from '../features/details.ts';
import { type CallOrigin, featureCounts, lastBin } from '../features/features.ts';
import { originKeyName, type SegmentKey, segmentKeyName } from '../features/segment-key.ts';
import { ringsOnce } from '../features/sources.ts';
import type { Judgement } from './judgement.ts';

export const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

const nameOf = (o: CallOrigin) =>
  JSON.stringify([originKeyName(o), o.origin_provider, o.claimed_origin, o.entry_provider, o.next_provider]);

/** The commonest origin of a segment's calls; ties go to the smaller name. */
export function commonestOrigin([origins, counts]: OriginCounts): CallOrigin {
  const ranked = origins
    .map((origin, i) => ({ origin, name: nameOf(origin), calls: counts[i] ?? 0 }))
    .sort((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1))
    .map(({ origin }) => origin);
  const [commonest] = ranked;
  if (commonest === undefined) throw new Error('a segment without calls');
  const entry_provider = ranked.find((origin) => origin.entry_provider !== '')?.entry_provider ?? '';
  return { ...commonest, entry_provider };
}

const everyBin = Array.from({ length: lastBin + 1 }, (_, bin) => bin);

/** Outcomes of the members: a busy number's calls are all members, a source's only where mostly excess. */
export const memberBins = ({ features: { kind }, excess }: Judgement): readonly number[] =>
  kind === 'number' ? everyBin : excess.bins;

/** What a segment's row holds beside its judgement; by `calls_build` the keys of its calls are found. */
export interface Written extends Pick<SegmentRow, 'build' | 'calls_build' | 'content'> {
  readonly origin: CallOrigin;
}

export const segmentId = (key: SegmentKey) => shortHash(segmentKeyName(key));

/** The row that keeps a judgement. */
export function segmentRow(judgement: Judgement, { origin, ...written }: Written): SegmentRow {
  const { features: f, excess, mode, evidence, score, verdict } = judgement;
  const busy = f.kind === 'number';
  return {
    hour: f.hour,
    ...written,
    segment_id: segmentId(f),
    kind: f.kind,
    caller_class: busy ? classOfBusyNumber(judgement) : f.caller_class,
    called_back_at: f.called_back_at,
    callers_called: f.callers_called,
    calling_number: f.number,
    ...origin,
    first_seen: f.first_ms,
    last_seen: f.last_ms,
    calls: busy ? f.calls : excess.members,
    legs: f.legs,
    carriers: f.carriers,
    verdict,
    mode_s: Math.max(0, mode.bin - 1) * 2,
    member_bins: [...memberBins(judgement)],
    histogram: excess.histogram.map(Math.round),
    score,
    signals: JSON.stringify(evidence),
    features: JSON.stringify({ features: featureCounts.parse(f), baseline: judgement.baseline }),
  };
}

/** That it rings once, dno and unusable are facts of the number; the rest differs from call to call. */
function classOfBusyNumber({ features: f }: Judgement): CallerClass {
  if (ringsOnce(f)) return f.caller_class;
  if (f.dno > 0) return 'dno';
  return f.unusable > 0 ? 'unusable' : 'number';
}
