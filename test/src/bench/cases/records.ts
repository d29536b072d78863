import type { Store } from '@ringtrace/platform/clickhouse';

/** Two years of measured days: 900 rows of providers and 200 of campaigns a day. Drawn in the store, where they would be measured. */
export async function storeMeasuredDays(store: Store): Promise<void> {
  const days = "SELECT toDateTime('2024-12-01 00:00:00', 'UTC') + number * 86400 AS day FROM numbers(730)";
  await store.command(`
INSERT INTO provider_days_store
SELECT day, 1, concat('provider-', toString(floor(2158 * pow((cityHash64(day, n) % 1000) / 1000, 3)))), 'unknown', concat('member-', toString(n % 40)),
  1000 + cityHash64(n, day, 1) % 100000 AS legs, cityHash64(n, day, 2) % 50, intDiv(legs, 3), intDiv(legs, 4), intDiv(legs, 100), intDiv(legs, 50)
FROM (${days}) AS d CROSS JOIN (SELECT number AS n FROM numbers(900)) AS p`);
  await store.command(`
INSERT INTO campaign_days_store
SELECT day, 1, concat('c-', toString(cityHash64(day, n) % 5000)), [], concat('provider-', toString(cityHash64(n, day, 3) % 2158)), 'unknown', '', 10
FROM (${days}) AS d CROSS JOIN (SELECT number AS n FROM numbers(200)) AS p`);
  await store.command(`INSERT INTO measured_days SELECT day, day + 86400, 1, 1 FROM (${days})`);
}
