import type { Store } from '@ringtrace/platform/clickhouse';
import type { CaseLog } from '../log/log.ts';
import { countsOfQuestions, questionsFound, signedCalls } from '../providers/attestation/found.ts';
import { readIdentities } from '../providers/identity/identities.ts';
import { clickHouseTime } from '../providers/scorecard.ts';
import { compute, type Figure, type ReportParams, runnable } from './figure.ts';
import { distributions } from './figures/distributions.ts';
import { keyFigures } from './figures/key-figures.ts';
import { requestFigures } from './figures/requests.ts';

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
export const definitions = [...keyFigures, ...requestFigures, ...distributions];

/** Figures that are asked for at once. */
const together = 4;

/** Computes a report. What was answered or recorded after `as_of` does not count. */
export async function readReport(store: Store, log: CaseLog, covered: Covered): Promise<Report> {
  const params = {
    from: clickHouseTime(covered.from),
    to: clickHouseTime(covered.to),
    as_of: clickHouseTime(covered.as_of),
  };
  const figures: Figure[] = [];
  for (let i = 0; i < definitions.length; i += together)
    figures.push(
      ...(await Promise.all(
        definitions.slice(i, i + together).map((definition) => compute(store, definition, params)),
      )),
    );
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
