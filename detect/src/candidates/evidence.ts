import { pathRoles } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import type { Judgement } from '../segments/judgement.ts';
import type { Evidence } from '../segments/signals/signal.ts';
import { thresholds } from '../thresholds.ts';
import { numberPatterns, type Patterns } from './patterns.ts';
import type { ExampleLeg } from './queries.ts';
import type { TracedCall } from './sample.ts';
import { partings } from './unlike-parts.ts';

const evidenceRow = z.object({
  name: z.string(),
  side: z.enum(['caller', 'behavior', 'honest']),
  value: z.number(),
  baseline: z.number(),
  contribution: z.number(),
});
const evidenceRows = z.array(evidenceRow);

/** Three digits are enough for a reader, and keep small changes from making a new revision. */
const round = (value: number) => Math.round(value * 1_000) / 1_000;
/** The signals of a campaign, the one with the largest contribution first. */
export function campaignSignals({ evidence }: Pick<Judgement, 'evidence'>): Evidence[] {
  return evidence
    .map((e) => ({
      ...e,
      value: round(e.value),
      baseline: round(e.baseline),
      contribution: round(e.contribution),
    }))
    .sort((a, b) => b.contribution - a.contribution || (a.name < b.name ? -1 : 1));
}

/** The score of a campaign, 0 to 1, from the log-odds. `highest`: never more than this (`highestScore`). */
export const campaignScore = (
  { score }: Pick<Judgement, 'score'>,
  highest: number = thresholds.surest,
): number => round(highest / (1 + Math.exp(-score)));

/** Patterns as a candidate keeps them. */
export const roundedPatterns = ({ messages, numbers, unlike }: Patterns): z.infer<typeof patternsShown> => ({
  messages: messages.map((message) => ({ ...message, share: round(message.share) })),
  numbers: numbers.map((pattern) => ({ ...pattern, share: round(pattern.share) })),
  unlike: unlike.map(({ by, parts }) => ({
    by,
    parts: parts.map(({ share, answered, short }) => ({
      share: round(share),
      answered: round(answered),
      short: round(short),
    })),
  })),
});

const examplePath = z.object({
  calling_number: z.number(),
  called_number: z.number(),
  time: z.string(),
  path: z.array(
    z.object({
      provider: z.string(),
      role: z.enum(pathRoles),
      reported: z.boolean(),
      handed_over: z.string().nullable(),
    }),
  ),
  origin_provider: z.string().nullable(),
  claimed_origin: z.string().nullable(),
  entry_provider: z.string().nullable(),
  next_provider_to_ask: z.string().nullable(),
  confidence: z.number(),
  contradictions: z.array(z.record(z.string(), z.string().nullable())),
});

const providerShare = z.object({ provider: z.string(), calls: z.number(), share: z.number() });

/** Where the traced calls come from. `share` is of all traced calls, 0 to 1. A call of unknown origin has no row. */
const provenance = z.object({
  traced_calls: z.number(),
  origins: z.array(providerShare.extend({ proven: z.boolean() })),
  entries: z.array(providerShare),
});

const patternsShown = z.object({
  messages: z.array(z.object({ seconds: z.number(), share: z.number() })),
  numbers: z.array(z.object({ pattern: z.enum(numberPatterns), share: z.number() })),
  /** Parts with plainly different shares of answered or short calls. Candidates of releases up to 0.2.0 do not say. */
  unlike: z
    .array(
      z.object({
        by: z.enum(partings),
        parts: z.array(z.object({ share: z.number(), answered: z.number(), short: z.number() })),
      }),
    )
    .default([]),
});

export const candidateEvidence = z.object({
  calls: z.number(),
  legs: z.number(),
  calling_numbers: z.number(),
  called_numbers: z.number(),
  carriers: z.array(z.string()),
  first_seen: z.string(),
  last_seen: z.string(),
  signals: evidenceRows,
  /** The highest score that the campaign could have. Releases up to 0.2.0 do not say. */
  highest_score: z.number().default(thresholds.surest),
  /** Two and more of a sort may be two campaigns. Releases up to 0.2.0 do not say. */
  patterns: patternsShown.default({ messages: [], numbers: [], unlike: [] }),
  provenance: provenance.default({ traced_calls: 0, origins: [], entries: [] }),
  paths: z.array(examplePath).default([]),
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

/** Example legs as they are copied into a candidate. The copies stay when the CDRs are removed. */
export function examplesOf(legs: readonly ExampleLeg[]): CandidateEvidence['examples'] {
  return legs.map(({ ingress_country: _, start_ms, ...leg }) => ({
    ...leg,
    start_time: new Date(start_ms).toISOString(),
  }));
}

const orNull = (provider: string) => (provider === '' ? null : provider);

/** The paths of the example calls. */
export function pathsOf(calls: readonly TracedCall[]): CandidateEvidence['paths'] {
  return calls.flatMap(({ legs: [first], path }) =>
    first === undefined
      ? []
      : [
          {
            calling_number: first.calling_number,
            called_number: first.called_number,
            time: new Date(first.start_ms).toISOString(),
            path: [...path.hops],
            origin_provider: orNull(path.origin_provider),
            claimed_origin: orNull(path.claimed_origin),
            entry_provider: orNull(path.entry_provider),
            next_provider_to_ask: orNull(path.next_provider_to_ask),
            confidence: path.confidence,
            contradictions: path.contradictions.map((contradiction) => ({ ...contradiction })),
          },
        ],
  );
}

/** How the traced calls spread over origins, and over the providers that took calls in from abroad. */
export function provenanceOf(calls: readonly TracedCall[]): CandidateEvidence['provenance'] {
  const shares = (names: readonly string[]) =>
    [
      ...Map.groupBy(
        names.filter((name) => name !== ''),
        (name) => name,
      ),
    ]
      .map(([provider, same]) => ({ provider, calls: same.length, share: round(same.length / calls.length) }))
      .sort((a, b) => b.calls - a.calls || (a.provider < b.provider ? -1 : 1));
  const paths = calls.map((call) => call.path);
  return {
    traced_calls: calls.length,
    origins: [
      ...shares(paths.map((path) => path.origin_provider)).map((row) => ({ ...row, proven: true })),
      ...shares(paths.map((path) => path.claimed_origin)).map((row) => ({ ...row, proven: false })),
    ].sort((a, b) => b.calls - a.calls),
    entries: shares(paths.map((path) => path.entry_provider)),
  };
}
