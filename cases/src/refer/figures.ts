import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { type CoveredLegs, coveredLegs, coveredLists } from './covered-legs.ts';

const figureRow = z.object({ value: z.union([z.number(), z.string(), z.null()]) });

/** A figure of a package: what it counts, its value, and the query that gave it. */
export interface Figure {
  readonly name: string;
  readonly definition: string;
  readonly value: string | number | null;
  /** It reads `covered_legs`, whose own query stands once for all figures. */
  readonly sql: string;
}

const withCoveredLegs = `WITH covered_legs AS (${coveredLegs}
)
`;

const figureQuery = (figure: string, definition: string, value: string) => ({
  figure,
  definition,
  ...defineQuery<CoveredLegs>()({
    name: `figure of a package: ${figure}`,
    lists: coveredLists,
    row: figureRow,
    sql: `${withCoveredLegs}SELECT ${value} AS value FROM covered_legs`,
  }),
});

const durations = "dateDiff('millisecond', answer_time, end_time)";

/** Figures over the legs that a package covers. @public A test sends long lists of every exported statement. */
export const figureQueries: readonly ReturnType<typeof figureQuery>[] = [
  figureQuery('legs', 'Legs: one call attempt as one carrier saw it.', 'count()'),
  figureQuery('calls', 'Calls: legs of one call attempt counted once.', 'uniqExact(call_key)'),
  figureQuery('carriers', 'Carriers that reported a leg.', 'uniqExact(carrier)'),
  figureQuery('calling numbers', 'Distinct calling numbers.', 'uniqExact(calling_number)'),
  figureQuery('called numbers', 'Distinct called numbers.', 'uniqExact(called_number)'),
  figureQuery('first leg', 'Start of the first leg, UTC.', 'toString(minOrNull(start_time))'),
  figureQuery('last leg', 'Start of the last leg, UTC.', 'toString(maxOrNull(start_time))'),
  figureQuery(
    'answered calls',
    'Calls of which a leg was answered.',
    'uniqExactIf(call_key, answer_time IS NOT NULL)',
  ),
  figureQuery(
    'short calls',
    'Answered calls of which no leg lasted six seconds.',
    `uniqExactIf(call_key, answer_time IS NOT NULL) - uniqExactIf(call_key, ${durations} >= 6000)`,
  ),
  figureQuery(
    'legs with attestation A',
    'Legs whose attestation is A as received.',
    "countIf(attestation = 'A')",
  ),
  figureQuery(
    'legs with attestation B',
    'Legs whose attestation is B as received.',
    "countIf(attestation = 'B')",
  ),
  figureQuery(
    'legs with attestation C',
    'Legs whose attestation is C as received.',
    "countIf(attestation = 'C')",
  ),
  figureQuery(
    'legs without attestation',
    'Legs that carry no attestation.',
    "countIf(ifNull(toString(attestation), '') = '')",
  ),
  figureQuery(
    'legs that failed verification',
    'Legs whose verification of the signature failed.',
    "countIf(verstat = 'failed')",
  ),
];

/** Legs that each carrier reported. @public */
export const legsByCarrier = defineQuery<CoveredLegs>()({
  name: 'legs of a package by carrier',
  lists: coveredLists,
  row: z.object({ carrier: z.string(), legs: z.number() }),
  sql: `SELECT toString(carrier) AS carrier, count() AS legs FROM (${coveredLegs}) GROUP BY carrier ORDER BY carrier`,
});

/** Figures as a file: the query of the legs once, and that of each figure beside its value. */
export const figuresFile = (figures: readonly Figure[]) => ({
  note: 'Each query is run behind WITH covered_legs AS (...). queries.sql has the parameters, where the package has that file.',
  covered_legs: coveredLegs.trim(),
  figures,
});

export async function figuresOf(store: Store, covered: CoveredLegs): Promise<Figure[]> {
  const found: Figure[] = [];
  for (const query of figureQueries) {
    const [row] = await store.query(query, covered);
    const { figure, definition, sql } = query;
    found.push({
      name: figure,
      definition,
      value: row?.value ?? null,
      sql: sql.slice(withCoveredLegs.length),
    });
  }
  return found;
}
