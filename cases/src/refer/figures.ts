import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { type CoveredLegs, coveredLegs, coveredLists } from './covered-legs.ts';

const value = z.union([z.number(), z.string(), z.null()]);

/** A figure of a package: what it counts, its value, and the query that gives it. */
export interface Figure {
  readonly name: string;
  readonly definition: string;
  readonly value: string | number | null;
  /** It reads `covered_legs`, whose own query stands once for all figures. */
  readonly sql: string;
}

const durations = "dateDiff('millisecond', answer_time, end_time)";

const figure = (name: string, definition: string, sql: string) => ({ name, definition, sql });

/** Figures over the legs that a package covers: name, definition, SQL of the value. */
const definitions = [
  figure('legs', 'Legs: one call attempt as one carrier saw it.', 'count()'),
  figure('calls', 'Calls: legs of one call attempt counted once.', 'uniqExact(call_key)'),
  figure('carriers', 'Carriers that reported a leg.', 'uniqExact(carrier)'),
  figure('calling numbers', 'Distinct calling numbers.', 'uniqExact(calling_number)'),
  figure('called numbers', 'Distinct called numbers.', 'uniqExact(called_number)'),
  figure('first leg', 'Start of the first leg, UTC.', 'toString(minOrNull(start_time))'),
  figure('last leg', 'Start of the last leg, UTC.', 'toString(maxOrNull(start_time))'),
  figure(
    'answered calls',
    'Calls of which a leg was answered.',
    'uniqExactIf(call_key, answer_time IS NOT NULL)',
  ),
  figure(
    'short calls',
    'Answered calls of which no leg lasted six seconds.',
    `uniqExactIf(call_key, answer_time IS NOT NULL) - uniqExactIf(call_key, ${durations} >= 6000)`,
  ),
  figure('legs with attestation A', 'Legs whose attestation is A as received.', "countIf(attestation = 'A')"),
  figure('legs with attestation B', 'Legs whose attestation is B as received.', "countIf(attestation = 'B')"),
  figure('legs with attestation C', 'Legs whose attestation is C as received.', "countIf(attestation = 'C')"),
  figure(
    'legs without attestation',
    'Legs that carry no attestation.',
    "countIf(ifNull(toString(attestation), '') = '')",
  ),
  figure(
    'legs that failed verification',
    'Legs whose verification of the signature failed.',
    "countIf(verstat = 'failed')",
  ),
];

/** Every figure at once: the legs are read one time. @public A test sends long lists of every exported statement. */
export const allFigures = defineQuery<CoveredLegs>()({
  name: 'figures of a package',
  lists: coveredLists,
  row: z.object({ values: z.array(value) }),
  sql: `
WITH covered_legs AS (${coveredLegs}
)
SELECT tuple(${definitions.map((one) => one.sql).join(', ')}) AS values FROM covered_legs`,
});

/** Legs that each carrier reported. @public */
export const legsByCarrier = defineQuery<CoveredLegs>()({
  name: 'legs of a package by carrier',
  lists: coveredLists,
  row: z.object({ carrier: z.string(), legs: z.number() }),
  sql: `SELECT toString(carrier) AS carrier, count() AS legs FROM (${coveredLegs}) GROUP BY carrier ORDER BY carrier`,
});

/** Figures as a file: the query of the legs once, and that of each figure beside its value. */
export const figuresFile = (figures: readonly Figure[]) => ({
  note: 'Each query stands behind WITH covered_legs AS (...); they are run together. queries.sql has the parameters, where the package has that file.',
  covered_legs: coveredLegs.trim(),
  figures,
});

export async function figuresOf(store: Store, covered: CoveredLegs): Promise<Figure[]> {
  const [row] = await store.query(allFigures, covered);
  return definitions.map(({ name, definition, sql }, i) => ({
    name,
    definition,
    value: row?.values[i] ?? null,
    sql: `SELECT ${sql} AS value FROM covered_legs`,
  }));
}
