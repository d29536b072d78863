import type { Store } from '@ringtrace/platform/clickhouse';
import type { CaseLog } from '../log/log.ts';
import { countsOfQuestions, questionsFound, signedCalls } from '../providers/attestation/found.ts';
import { readIdentities } from '../providers/identity/identities.ts';
import { clickHouseTime } from '../providers/scorecard.ts';
import { compute, type Figure, type ReportParams, runnable, together } from './figure.ts';
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

/** Every figure whose query gives it alone, in the order of the report. */
const definitions = [...keyFigures, ...answerFigures, ...distributions, ...timeFigures, ...providerLists];

/** Queries that run at once. */
const atOnce = 4;

/** Computes a report. What was answered or recorded after `as_of` does not count. */
export async function readReport(store: Store, log: CaseLog, covered: Covered): Promise<Report> {
  const params = {
    from: clickHouseTime(covered.from),
    to: clickHouseTime(covered.to),
    as_of: clickHouseTime(covered.as_of),
  };
  const groups = together(definitions);
  const found: Figure[] = [];
  for (let i = 0; i < groups.length; i += atOnce) {
    const some = groups.slice(i, i + atOnce).map((group) => compute(store, group, params));
    found.push(...(await Promise.all(some)).flat());
  }
  const places = new Map(definitions.map(({ name }, place) => [name, place]));
  const placeOf = ({ name }: Figure) => places.get(name) ?? 0;
  const figures = found.toSorted((a, b) => placeOf(a) - placeOf(b));
  return { ...covered, figures: [...figures, await questions(store, log, covered, params)] };
}

/** The questions about attestation, counted. What raises a question is said in the documentation. */
async function questions(
  store: Store,
  log: CaseLog,
  { as_of }: Covered,
  params: ReportParams,
): Promise<Figure> {
  const { resolve } = log.read((reader) => readIdentities(reader, as_of));
  const found = await questionsFound(store, params, resolve);
  return {
    name: 'attestation_questions',
    title: 'Questions about attestation',
    definition:
      'Campaign calls of the period whose signature raises a question to its signer, by signer and kind. These are questions and no verdicts: an upstream may sign for resellers by arrangement. The query gives what records say of the signatures; docs/casework/providers.md says what raises a question.',
    shape: 'table',
    sql: runnable(signedCalls.sql, params),
    params,
    rows: countsOfQuestions(found),
  };
}
