import { knownProvider, namesOfProviders } from '@ringtrace/schemas/tables/scorecard';

/** Views as of the moment of the report. */
export const asOf = (view: string) => `${view}_as_of(as_of = {as_of:DateTime64(3, 'UTC')})`;
const from = "{from:DateTime64(3, 'UTC')}";
const to = "{to:DateTime64(3, 'UTC')}";
export const moment = "{as_of:DateTime64(3, 'UTC')}";

/** Whether a time lies in the period. */
export const inPeriod = (time: string) => `${time} >= ${from} AND ${time} < ${to}`;

/** Said once for all figures over tracebacks. */
export const cohort =
  'Tracebacks that were opened in the period. Withdrawn ones and live calls are left out.';

const cases = `SELECT case_id, category, campaign_id, live FROM ${asOf('cases')}`;

/** The tracebacks of the period, live calls too, with what their case says. */
export const allTracebacks = `(
  SELECT t.*, c.category AS category, c.campaign_id AS campaign_id, c.live AS live
  FROM ${asOf('tracebacks')} AS t INNER JOIN (${cases}) AS c ON c.case_id = t.case_id
  WHERE ${inPeriod('t.opened_at')} AND t.outcome != 'withdrawn'
)`;

/**
 * Requests that were sent in the period, with the kind of answer. Left out are those that were withdrawn or not needed, and those whose
 * message could not go out: they are approved still.
 */
export const requests = `(
  SELECT q.*, a.kind AS answer, a.reason AS reason, q.status IN ('answered', 'answered_late', 'non_responsive') AS decided,
    a.kind IN ('refused', 'legal_process_required') AS is_refusal
  FROM (SELECT * FROM ${asOf('requests')} WHERE ${inPeriod('sent_at')} AND status NOT IN ('draft', 'approved', 'withdrawn', 'not_needed')) AS q
  LEFT JOIN (SELECT answer_id, toString(kind) AS kind, reason FROM ${asOf('answers')}) AS a ON a.answer_id = q.answer_id
)`;

/**
 * Providers in paths of tracebacks up to the end of the period: whether they are in one of the period or of an earlier time, and
 * whether anything but the provider below names them there.
 */
export const providersInPaths = `(
  SELECT ${knownProvider('h.provider')} AS who, max(t.opened_at >= ${from}) AS in_period, max(t.opened_at < ${from}) AS before_it,
    max(t.opened_at >= ${from} AND h.basis != 'named') AS is_more_than_named
  FROM ${asOf('hops')} AS h
  INNER JOIN (SELECT traceback_id, case_id, opened_at FROM ${asOf('tracebacks')} WHERE opened_at < ${to} AND outcome != 'withdrawn') AS t
    ON t.traceback_id = h.traceback_id
  WHERE t.case_id IN (SELECT case_id FROM ${asOf('cases')} WHERE NOT live)
  GROUP BY who
)`;

/** Legs of campaigns by day, as they were measured at the moment of the report. */
export const campaignDays = asOf('campaign_days');

/** WITH clause behind which `provider(column)` is the provider that an id means. */
export const withNames = `WITH ${namesOfProviders(asOf)}`;
export const provider = knownProvider;
