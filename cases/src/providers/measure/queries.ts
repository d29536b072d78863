import { defineQuery, defineStatement } from '@ringtrace/platform/clickhouse';
import { wholeFrom } from '@ringtrace/schemas/tables/retention';
import { judgeName, mergeName } from '@ringtrace/schemas/tables/rollups';
import { isAbroadSql } from '@ringtrace/schemas/us-countries';
import { z } from 'zod';
import { numberOfNobody } from '../attestation/found.ts';

/** A day as its start, s since 1970, and the number of its measurement. */
type Measurement = { day: number; measurement: number };

/** Rises with each change of what is measured, so that every day is measured anew. */
const version = 2;

/**
 * Days whose records or campaigns are not those that their newest measurement saw, where that was made up to the moment `rested`.
 * `seen` is a hash of the sums of arrivals, and of the builds and merges of the judge. A day whose CDRs were removed keeps its
 * measurement: another one would count the few legs that were kept. CDRs are removed by whole days.
 */
export const dirtyDays = defineQuery<{ rested: number; most: number }>()({
  name: 'days to measure',
  sql: `
SELECT toUnixTimestamp(now_.day) AS day, toString(now_.seen) AS seen FROM (
  SELECT day, cityHash64(${version}, sum(cdrs), sum(build), sum(merged)) AS seen FROM (
    SELECT toStartOfDay(minute) AS day, sum(cdrs) AS cdrs, toUInt64(0) AS build, toUInt64(0) AS merged FROM arrivals GROUP BY day
    UNION ALL
    SELECT toStartOfDay(bucket) AS day, toUInt64(0), sum(build), sumIf(arrivals, rollup = '${mergeName}')
    FROM builds FINAL WHERE rollup IN ('${judgeName}', '${mergeName}') GROUP BY day
  ) GROUP BY day
) AS now_
LEFT JOIN (SELECT day, argMax(seen, (measured_at, measurement)) AS seen, max(measured_at) AS at FROM measured_days GROUP BY day) AS then_ ON then_.day = now_.day
WHERE now_.seen != then_.seen AND toYYYYMMDD(now_.day) IN (SELECT toYYYYMMDD(start_time) AS kept FROM cdr_store GROUP BY kept)
  AND now_.day >= ${wholeFrom}
  AND then_.at <= fromUnixTimestamp64Milli({rested:Int64}, 'UTC')
ORDER BY day LIMIT {most:UInt32}`,
  row: z.object({ day: z.number(), seen: z.string() }),
});

const time = (seconds: string) => `toDateTime64(${seconds}, 3, 'UTC')`;
const legsOfDay = `start_time >= ${time('{day:UInt32}')} AND start_time < ${time('{day:UInt32} + 86400')}`;
/** A call is a campaign's in the hour of its first leg; a later leg may lie in the next hour. */
const suspiciousOfDay = `hour >= toDateTime({day:UInt32} - 3600, 'UTC') AND hour < toDateTime({day:UInt32} + 86400, 'UTC')`;
const head = `toDateTime({day:UInt32}, 'UTC') AS day, {measurement:UInt64} AS measurement`;

/** What a leg alone says of the role of the carrier that reported it, and of the provider that handed the call in. */
const rolesOfLeg = `
arrayJoin([
  (carrier, multiIf(
    upstream = carrier, 'originating',
    foreign_entry, 'gateway',
    downstream = carrier, 'terminating',
    upstream IS NOT NULL AND downstream IS NOT NULL, 'transit', 'unknown')),
  (if(upstream = carrier, '', ifNull(toString(upstream), '')), if(upstream IN (SELECT provider_id FROM providers WHERE ${isAbroadSql('country')}), 'foreign', 'unknown'))
])`;

export const measureProviders = defineStatement<Measurement>()({
  name: 'measure the legs of providers',
  sql: `
INSERT INTO provider_days_store
SELECT ${head}, provider, role, member, count(), countIf(suspicious), countIf(by_itself),
  countIf(by_itself AND rightly), countIf(by_itself AND wrongly), countIf(by_itself AND elsewhere)
FROM (
  SELECT ${rolesOfLeg} AS seen, seen.1 AS provider, seen.2 AS role, carrier AS member,
    (carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM campaign_calls WHERE ${suspiciousOfDay}) AS suspicious,
    attestation = 'A' AND signer = seen.1 AS by_itself,
    dno OR ${numberOfNobody} AS wrongly,
    improper_attestation AND NOT wrongly AS elsewhere,
    NOT wrongly AND NOT elsewhere AND calling_ocn != '' AND (signer, calling_ocn) IN (SELECT provider_id, arrayJoin(ocns) FROM providers) AS rightly
  FROM cdr WHERE ${legsOfDay}
)
WHERE provider != ''
GROUP BY provider, role, member`,
});

export const measureCampaigns = defineStatement<Measurement>()({
  name: 'measure the legs of campaigns',
  sql: `
INSERT INTO campaign_days_store
SELECT ${head}, c.campaign_id, any(m.merged_from), seen.1 AS provider, seen.2 AS role, if(provider = l.carrier, ifNull(l.customer, ''), '') AS customer, count()
FROM (SELECT carrier, start_time, call_id, customer, ${rolesOfLeg} AS seen FROM cdr WHERE ${legsOfDay}) AS l
INNER JOIN (SELECT campaign_id, carrier, start_time, call_id FROM campaign_calls WHERE ${suspiciousOfDay}) AS c
  ON c.carrier = l.carrier AND c.start_time = l.start_time AND c.call_id = l.call_id
LEFT JOIN (SELECT campaign_id, merged_from FROM campaigns_store FINAL) AS m ON m.campaign_id = c.campaign_id
WHERE provider != ''
GROUP BY c.campaign_id, provider, role, customer`,
});

/** What the legs of one call say of its signatures: a row for each signature. */
const signedCalls = `
SELECT min(campaign) AS campaign_id, arrayJoin(groupUniqArrayIf((signer, toString(attestation), dno, impossible, other_holder, fault), signer != '')) AS signature,
  if(length(groupUniqArrayIf(carrier, begins)) = 1, anyIf(carrier, begins), '') AS origin,
  arraySort(arrayFilter(name -> name != '', groupUniqArrayArray([carrier, upstream, downstream]))) AS providers,
  min((start_time, carrier, call_id)) AS example
FROM legs GROUP BY call_key`;

export const measureSignatures = defineStatement<Measurement>()({
  name: 'measure the signatures of campaigns',
  sql: `
INSERT INTO signed_days_store
WITH legs AS (
  SELECT c.call_key AS call_key, c.campaign_id AS campaign, l.carrier AS carrier, l.start_time AS start_time, l.call_id AS call_id,
    ifNull(toString(l.upstream), '') AS upstream, ifNull(toString(l.downstream), '') AS downstream, l.upstream = l.carrier AS begins,
    ifNull(toString(l.signer), '') AS signer, ifNull(toString(l.attestation), '') AS attestation, l.dno AS dno,
    ${numberOfNobody} AS impossible,
    l.improper_attestation AND NOT impossible AS other_holder, ifNull(toString(l.identity_fault), '') AS fault
  FROM (SELECT * FROM cdr WHERE ${legsOfDay}) AS l
  INNER JOIN (SELECT campaign_id, call_key, carrier, start_time, call_id FROM campaign_calls WHERE ${suspiciousOfDay}) AS c
    ON c.carrier = l.carrier AND c.start_time = l.start_time AND c.call_id = l.call_id
)
SELECT ${head}, signature.1, signature.2, origin, providers, signature.3, signature.4, signature.5, signature.6,
  count(), argMin(campaign_id, example), min(example).2, min(example).3, min(example).1
FROM (${signedCalls})
GROUP BY signature, origin, providers`,
});

/** Says that a day's measurement is complete. */
export const markMeasured = defineStatement<Measurement & { measured_at: number; seen: string }>()({
  name: 'mark a day as measured',
  sql: `INSERT INTO measured_days SELECT toDateTime({day:UInt32}, 'UTC'), fromUnixTimestamp64Milli({measured_at:Int64}, 'UTC'), {measurement:UInt64}, toUInt64({seen:String})`,
});
