import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { hopRoles } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';

const count = z.number();
/** A provider in one role. Rates are null where there are too few legs, medians where there is no answer. */
export const scoreRow = z.object({
  provider: z.string(),
  role: z.enum(hopRoles),
  tracebacks: count,
  tracebacks_proven: count,
  tracebacks_answered: count,
  tracebacks_claimed: count,
  tracebacks_contradicted: count,
  campaigns: count,
  campaigns_proven: count,
  months: count,
  callers: count,
  requests: count,
  answered_in_time: count,
  answered_late: count,
  refused: count,
  silent: count,
  waiting: count,
  undelivered: count,
  median_hours: z.number().nullable(),
  legs: count,
  suspicious_legs: count,
  members: count,
  members_suspicious: count,
  signed_a: count,
  signed_a_rightly: count,
  signed_a_wrongly: count,
  signed_a_elsewhere: count,
  callers_warned: count,
  callers_checkable: count,
  callers_repeated: count,
  callers_campaign_again: count,
  suspicious_per_million: z.number().nullable(),
  suspicious_per_million_low: z.number().nullable(),
  suspicious_per_million_high: z.number().nullable(),
  measured_to: z.string().nullable(),
});
export type ScoreRow = z.infer<typeof scoreRow>;

const columns = Object.keys(scoreRow.shape).join(', ');
const asOf = "provider_scorecard_as_of(as_of = {as_of:DateTime64(3, 'UTC')})";

const oneScorecard = defineQuery<{ provider: string; as_of: string }>()({
  name: 'scorecard of a provider',
  sql: `SELECT ${columns} FROM ${asOf} WHERE provider = {provider:String} ORDER BY role`,
  row: scoreRow,
});

const allScorecards = defineQuery<{ as_of: string }>()({
  name: 'scorecards of all providers',
  sql: `SELECT ${columns} FROM ${asOf} ORDER BY tracebacks DESC, suspicious_legs DESC, provider, role`,
  row: scoreRow,
});

/** A moment (ms since 1970) as ClickHouse takes it as a parameter. */
export const clickHouseTime = (ms: number): string =>
  new Date(ms).toISOString().replace('T', ' ').replace('Z', '');

/** The card of one provider, a row for each role that it has had; its id must not be an alias. */
export const readScorecard = (store: Store, provider: string, asOfMs: number): Promise<ScoreRow[]> =>
  store.query(oneScorecard, { provider, as_of: clickHouseTime(asOfMs) });

/** The cards of all providers. */
export const readScorecards = (store: Store, asOfMs: number): Promise<ScoreRow[]> =>
  store.query(allScorecards, { as_of: clickHouseTime(asOfMs) });
