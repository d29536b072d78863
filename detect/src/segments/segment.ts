import { createHash } from 'node:crypto';
import type { SegmentRow } from '@ringtrace/schemas/tables/campaigns';
import { lastBin, originOfJson } from '../features/features.ts';
import { ringsOnce } from '../features/sources.ts';
import type { Judgement } from './score.ts';

export const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The commonest origin of a segment's calls; ties go to the smaller name. */
function commonestOrigin(keys: readonly string[], counts: readonly number[]) {
  const ranked = keys
    .map((key, i) => ({ key, calls: counts[i] ?? 0 }))
    .sort((a, b) => b.calls - a.calls || (a.key < b.key ? -1 : 1))
    .map(({ key }) => originOfJson.parse(JSON.parse(key)));
  const [commonest] = ranked;
  if (commonest === undefined) throw new Error('a segment without calls');
  const entry_provider = ranked.find((origin) => origin.entry_provider !== '')?.entry_provider ?? '';
  return { ...commonest, entry_provider };
}

const everyBin = Array.from({ length: lastBin + 1 }, (_, bin) => bin);

/** The row that keeps a judgement. A busy number's calls are all members; a source's only where mostly excess. */
export function segmentRow(judgement: Judgement, build: number): SegmentRow {
  const { features: f, excess, mode, evidence, score, verdict } = judgement;
  const busy = f.kind === 'number';
  return {
    hour: f.hour,
    build,
    segment_id: shortHash([f.hour, f.kind, f.number, f.key, f.class].join('\t')),
    kind: f.kind,
    caller_class: busy ? kindOfBusyCaller(judgement) : f.class,
    calling_number: f.number,
    ...commonestOrigin(...f.origins),
    first_seen: f.first_ms,
    last_seen: f.last_ms,
    calls: busy ? f.calls : excess.members,
    legs: f.legs,
    carriers: f.carriers,
    verdict,
    mode_s: Math.max(0, mode.bin - 1) * 2,
    member_bins: busy ? everyBin : excess.bins,
    histogram: excess.histogram.map(Math.round),
    score,
    signals: JSON.stringify(evidence),
    features: JSON.stringify({ features: f, baseline: judgement.baseline }),
  };
}

/** That it rings once, dno and unusable are facts of the number; the rest differs from call to call. */
function kindOfBusyCaller({ features: f }: Judgement): string {
  if (ringsOnce(f.class)) return f.class;
  if (f.dno > 0) return 'dno';
  return f.unusable > 0 ? 'unusable' : 'number';
}
