import { z } from 'zod';
import type { Judgement } from '../judge/score.ts';
import type { Evidence } from '../signals/signal.ts';
import type { ExampleLeg } from './queries.ts';

const evidenceRow = z.object({
  name: z.string(),
  side: z.enum(['caller', 'behavior', 'honest']),
  value: z.number(),
  baseline: z.number(),
  contribution: z.number(),
});
const evidenceRows = z.array(evidenceRow);

const round = (value: number) => Math.round(value * 1_000) / 1_000;
/** The signals of a campaign, the weightiest first. */
export function campaignSignals({ evidence }: Judgement): Evidence[] {
  return evidence
    .map((e) => ({
      ...e,
      value: round(e.value),
      baseline: round(e.baseline),
      contribution: round(e.contribution),
    }))
    .sort((a, b) => b.contribution - a.contribution || (a.name < b.name ? -1 : 1));
}

/** Log-odds as a probability. */
export const campaignScore = ({ score }: Judgement): number => round(1 / (1 + Math.exp(-score)));

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
