import { knownProvider, namesOfProviders } from '@ringtrace/schemas/tables/scorecard';

/** Views as of the moment of the report. */
export const asOf = (view: string) => `${view}_as_of(as_of = {as_of:DateTime64(3, 'UTC')})`;
const from = "{from:DateTime64(3, 'UTC')}";
const to = "{to:DateTime64(3, 'UTC')}";
export const moment = "{as_of:DateTime64(3, 'UTC')}";

/** Whether a time lies in the period. */
export const inPeriod = (time: string) => `${time} >= ${from} AND ${time} < ${to}`;
export const beforePeriod = (time: string) => `${time} < ${from}`;

/** Said once for all figures over tracebacks. */
export const cohort =
  'Tracebacks that were opened in the period. Withdrawn ones and live calls are left out.';

const cases = (live: boolean) =>
  `SELECT case_id, category, campaign_id FROM ${asOf('cases')} WHERE ${live ? 'live' : 'NOT live'}`;

/** The tracebacks of the period, with category and campaign of their cases. */
export const tracebacks = ({ live = false } = {}) => `(
  SELECT t.*, c.category AS category, c.campaign_id AS campaign_id
  FROM ${asOf('tracebacks')} AS t INNER JOIN (${cases(live)}) AS c ON c.case_id = t.case_id
  WHERE ${inPeriod('t.opened_at')} AND t.outcome != 'withdrawn'
)`;

/** Requests that were sent in the period, but those that were withdrawn or not needed. */
export const requests = `(
  SELECT * FROM ${asOf('requests')} WHERE ${inPeriod('sent_at')} AND status NOT IN ('withdrawn', 'not_needed')
)`;

/** WITH clause behind which `provider(column)` is the provider that an id means. */
export const withNames = `WITH ${namesOfProviders(asOf)}`;
export const provider = knownProvider;

/** Legs of campaigns by day, as they were measured at the moment of the report. */
export const knownCampaignDays = asOf('campaign_days');
