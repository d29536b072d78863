import type { Store } from '@ringtrace/platform/clickhouse';
import type { CaseLog } from '../log/log.ts';
import { countsOfQuestions, questionsFound, signedCalls } from '../providers/attestation/found.ts';
import { basisOf } from '../providers/basis.ts';
import { clickHouseTime } from '../providers/click-house-time.ts';
import { readIdentities } from '../providers/identity/identities.ts';
import { keepWhileSame } from '../providers/keep-while-same.ts';
import {
  compute,
  type Definition,
  type Figure,
  figureOf,
  type ReportParams,
  type Row,
  type Rows,
  runnable,
  together,
} from './figure.ts';
import { distributions } from './figures/distributions.ts';
import { keyFigures } from './figures/key-figures.ts';
import { answerFigures, providerLists, timeFigures } from './figures/requests.ts';

/** What a report covers, ms since 1970. */
export interface Covered {
  readonly from: number;
  /** The first moment behind the period. */
  readonly to: number;
  readonly as_of: number;
}

export interface Report extends Covered {
  readonly figures: readonly Figure[];
}

/** Every figure whose query gives it alone, in the order of the report. @public for its test */
export const definitions = [
  ...keyFigures,
  ...answerFigures,
  ...distributions,
  ...timeFigures,
  ...providerLists,
];

/** Queries that run at once. */
const atOnce = 4;

const isMoving = ({ moves }: Definition) => moves === 'by the second';
const stillFigures = definitions.filter((figure) => !isMoving(figure));
const movingFigures = definitions.filter(isMoving);

/** Rows of figures that follow from casework and measurements, of the reports that were asked for last. */
const kept = new WeakMap<Store, ReturnType<typeof keepWhileSame<Rows>>>();
const mostKept = 8;

/**
 * Computes a report. What was answered or recorded after `as_of` does not count. Figures that do not move with the moment are kept while
 * what they follow from stays the same.
 */
export async function readReport(store: Store, log: CaseLog, covered: Covered): Promise<Report> {
  const params = {
    from: clickHouseTime(covered.from),
    to: clickHouseTime(covered.to),
    as_of: clickHouseTime(covered.as_of),
  };
  const keep = kept.get(store) ?? keepWhileSame<Rows>(mostKept);
  kept.set(store, keep);
  // A day counts as begun just behind its midnight, so the millisecond before the moment tells the day.
  const day = new Date(covered.as_of - 1).toISOString().slice(0, 10);
  const [still, moving] = await Promise.all([
    keep(
      async () => JSON.stringify([covered.from, covered.to, day, await basisOf(store, covered.as_of)]),
      async () => ({
        ...(await rowsOf(store, stillFigures, params)),
        [questions]: await questionRows(store, log, covered, params),
      }),
    ),
    rowsOf(store, movingFigures, params),
  ]);
  const rows = { ...still, ...moving };
  const figures = definitions.map((figure) => figureOf(figure, rows[figure.name] ?? [], params));
  return { ...covered, figures: [...figures, questionFigure(rows[questions] ?? [], params)] };
}

/** Computes figures, those of one source by one query. */
async function rowsOf(store: Store, figures: readonly Definition[], params: ReportParams): Promise<Rows> {
  const groups = together(figures);
  let found: Rows = {};
  for (let i = 0; i < groups.length; i += atOnce) {
    const some = groups.slice(i, i + atOnce).map((group) => compute(store, group, params));
    for (const rows of await Promise.all(some)) found = { ...found, ...rows };
  }
  return found;
}

const questions = 'attestation_questions';

/** The questions about attestation, counted. What raises a question is said in the documentation. */
async function questionRows(
  store: Store,
  log: CaseLog,
  { as_of }: Covered,
  params: ReportParams,
): Promise<readonly Row[]> {
  const { resolve } = log.read((reader) => readIdentities(reader, as_of));
  return countsOfQuestions(await questionsFound(store, params, resolve));
}

const questionFigure = (rows: readonly Row[], params: ReportParams): Figure => ({
  name: questions,
  title: 'Questions about attestation',
  definition:
    'Campaign calls of the period whose signature raises a question to its signer, by signer and kind. These are questions and no verdicts: an upstream may sign for resellers by arrangement. The query gives what records say of the signatures; docs/casework/providers.md says what raises a question.',
  shape: 'table',
  sql: runnable(signedCalls.sql, params),
  params,
  rows,
});
