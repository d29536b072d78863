import { z } from 'zod';
import type { Evidence } from '../signals/signal.ts';
import type { ExampleLeg, Segment } from './queries.ts';

const evidenceRow = z.object({
  name: z.string(),
  side: z.enum(['caller', 'behavior', 'honest']),
  value: z.number(),
  baseline: z.number(),
  contribution: z.number(),
});
const evidenceRows = z.array(evidenceRow);

const round = (value: number) => Math.round(value * 1_000) / 1_000;
/** Counts add up over segments; everything else is a share and averages over calls. */
const summed = new Set(['volume']);

/** The signals of a campaign: those of its segments, weighed by their calls. Order of segments does not show. */
export function campaignSignals(segments: readonly Segment[]): Evidence[] {
  const calls = segments.reduce((sum, s) => sum + s.calls, 0);
  const byName = new Map<string, Evidence>();
  for (const segment of [...segments].sort((a, b) => (a.segment_id < b.segment_id ? -1 : 1))) {
    const weight = segment.calls / calls;
    for (const e of evidenceRows.parse(JSON.parse(segment.signals))) {
      const share = summed.has(e.name) ? 1 : weight;
      const so = byName.get(e.name) ?? { ...e, value: 0, baseline: 0, contribution: 0 };
      byName.set(e.name, {
        ...so,
        value: so.value + share * e.value,
        baseline: so.baseline + share * e.baseline,
        contribution: so.contribution + weight * e.contribution,
      });
    }
  }
  return [...byName.values()]
    .map((e) => ({
      ...e,
      value: round(e.value),
      baseline: round(e.baseline),
      contribution: round(e.contribution),
    }))
    .sort((a, b) => b.contribution - a.contribution || (a.name < b.name ? -1 : 1));
}

/** Probability of log-odds, weighed by calls. */
export function campaignScore(segments: readonly Segment[]): number {
  const calls = segments.reduce((sum, s) => sum + s.calls, 0);
  const ids = [...segments].sort((a, b) => (a.segment_id < b.segment_id ? -1 : 1));
  const logOdds = ids.reduce((sum, s) => sum + (s.score * s.calls) / calls, 0);
  return round(1 / (1 + Math.exp(-logOdds)));
}

const exampleLegs = 10;

export const candidateEvidence = z.object({
  calls: z.number(),
  legs: z.number(),
  calling_numbers: z.number(),
  called_numbers: z.number(),
  carriers: z.array(z.string()),
  first_seen: z.string(),
  last_seen: z.string(),
  signals: evidenceRows,
  examples: z.array(
    z.object({
      carrier: z.string(),
      call_id: z.string(),
      start_time: z.string(),
      calling_number: z.number(),
      called_number: z.number(),
      upstream: z.string(),
      downstream: z.string(),
      customer: z.string(),
      ingress_trunk: z.string(),
      attestation: z.string(),
      sip_code: z.number(),
      answered: z.boolean(),
      duration_ms: z.number(),
    }),
  ),
});
export type CandidateEvidence = z.infer<typeof candidateEvidence>;

/** The example legs as they are copied into a candidate, so that they outlive the CDRs. */
export function examplesOf(legs: readonly ExampleLeg[]): CandidateEvidence['examples'] {
  return legs
    .slice(0, exampleLegs)
    .map(({ campaign_id: _, call_key: __, ingress_country: ___, start_ms, ...leg }) => ({
      ...leg,
      start_time: new Date(start_ms).toISOString(),
    }));
}
