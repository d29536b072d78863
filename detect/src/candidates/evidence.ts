import { pathRoles } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import { thresholds } from '../thresholds.ts';
import { numberPatterns } from './patterns.ts';
import { partings } from './unlike-parts.ts';

const evidenceRow = z.object({
  name: z.string(),
  side: z.enum(['caller', 'behavior', 'honest']),
  value: z.number(),
  baseline: z.number(),
  contribution: z.number(),
});
const evidenceRows = z.array(evidenceRow);

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

/** The evidence of a candidate, as its row keeps it in JSON. */
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
