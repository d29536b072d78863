import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { type CampaignHours, campaignCalls, campaignLegs } from './campaign-legs.ts';

/** Area code of a North American number, such as 212; 0 for all others. */
const area = (number: string) =>
  `toUInt32(if(${number} >= 12000000000 AND ${number} <= 19999999999, intDiv(${number}, 10000000) - 1000, 0))`;

/** Calls of a campaign by the area code of the calling number, and of the called one, with the state by the loaded list. */
export const callsByArea = defineQuery<CampaignHours>()({
  name: 'calls of a campaign by area code',
  row: z.object({
    side: z.enum(['calling', 'called']),
    area: z.number().describe('0 = not a North American number'),
    state: z.string().describe("'' = no list of area codes names it"),
    calls: z.number(),
  }),
  sql: `
SELECT side, area, any(a.state) AS state, count() AS calls FROM (
  SELECT arrayJoin([('calling', ${area('calling_number')}), ('called', ${area('called_number')})]) AS one,
    one.1 AS side, one.2 AS area
  FROM ${campaignCalls}
) AS c
LEFT JOIN (SELECT toUInt32OrZero(npa) AS npa, toString(location) AS state FROM area_codes) AS a ON a.npa = c.area
GROUP BY side, area ORDER BY side, calls DESC, area`,
});

/** How many calling numbers are listed by name. */
const topNumbers = 12;

/** The calling numbers with the most calls. */
export const callsByNumber = defineQuery<CampaignHours>()({
  name: 'calling numbers of a campaign',
  row: z.object({ calling_number: z.number(), calls: z.number(), called_numbers: z.number() }),
  sql: `
SELECT calling_number, count() AS calls, uniqExact(called_number) AS called_numbers
FROM ${campaignCalls} GROUP BY calling_number ORDER BY calls DESC, calling_number LIMIT ${topNumbers}`,
});

/** Two numbers of a block that is worked through are no further apart than this. */
export const sequenceGap = 10;

/** How the calling numbers are chosen, in counts. */
export const numberFacts = defineQuery<CampaignHours>()({
  name: 'choice of the calling numbers of a campaign',
  row: z.object({
    calls: z.number(),
    numbers: z.number().describe('distinct, withheld ones left out'),
    withheld: z.number().describe('calls'),
    most: z.number().describe('calls of the number with the most calls'),
    neighbor: z.number().describe("calls from the called number's own exchange"),
    exchanges: z.number().describe('distinct, of the calling numbers'),
    in_sequence: z.number().describe('numbers with another of the campaign at most sequenceGap away'),
  }),
  sql: `
SELECT sum(n.calls) AS calls, sumIf(n.calls, calling_number = 0) AS withheld, sum(beside) AS neighbor,
  countIf(calling_number != 0) AS numbers, maxIf(n.calls, calling_number != 0) AS most,
  uniqExactIf(intDiv(calling_number, 10000), calling_number != 0) AS exchanges,
  arrayDifference(arraySort(groupArrayIf(calling_number, calling_number != 0))) AS gaps,
  arrayCount((gap, after) -> gap BETWEEN 1 AND ${sequenceGap} OR after BETWEEN 1 AND ${sequenceGap},
    gaps, arraySlice(arrayPushBack(gaps, 0), 2)) AS in_sequence
FROM (
  SELECT calling_number, count() AS calls,
    countIf(calling_number >= 10000000000 AND intDiv(calling_number, 10000) = intDiv(called_number, 10000)) AS beside
  FROM ${campaignCalls} GROUP BY calling_number
) AS n`,
});

/** The carriers whose records show the campaign. */
export const callsByCarrier = defineQuery<CampaignHours>()({
  name: 'carriers that saw a campaign',
  row: z.object({
    carrier: z.string(),
    calls: z.number(),
    legs: z.number(),
    first_ms: z.number(),
    last_ms: z.number(),
  }),
  sql: `
SELECT carrier, uniqExact(call_key) AS calls, count() AS legs,
  toUnixTimestamp64Milli(min(start_time)) AS first_ms, toUnixTimestamp64Milli(max(start_time)) AS last_ms
FROM ${campaignLegs} GROUP BY carrier ORDER BY calls DESC, carrier`,
});
