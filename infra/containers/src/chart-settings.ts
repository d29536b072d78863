import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingNames } from '@ringtrace/platform/config';
import { retentionSettings } from '@ringtrace/platform/retention-settings';
import { z } from 'zod';
import { chartFolder } from './places.ts';
import { environmentOf, processes } from './processes.ts';

/** Settings that hold a secret: a chart takes them from a Secret. */
const secret = /PASSWORD|SECRET|SMTP_URL|REGISTRY_URL/;

/** Settings of the embedded broker and engine, which a container does not run, and of files that it does not have. */
const embedded =
  /^RINGTRACE_(HOME|CACHE|HOST|PUBLIC_HOST|KAFKA_PORT|CLICKHOUSE_PORT|CLICKHOUSE_TLS|ANALYST_\w+|OUTBOX|STIR_TRUST|METRICS_HOST)$/;

const ofImages = new Set(processes.flatMap(({ name }) => Object.keys(environmentOf(name))));
/** Settings with a value of their own in the chart. */
const ofValues = new Set([
  'KAFKA_BROKERS',
  'KAFKA_SASL_USERNAME',
  'KAFKA_SASL_PASSWORD',
  'KAFKA_SASL_MECHANISM',
  'KAFKA_TLS',
  'KAFKA_TLS_CA',
  'CLICKHOUSE_URL',
  'CLICKHOUSE_TLS_CA',
  'CLICKHOUSE_DATABASE',
  'CLICKHOUSE_USER',
  'CLICKHOUSE_PASSWORD',
  'CLICKHOUSE_CLUSTER',
  'CLICKHOUSE_NODES',
  'CLICKHOUSE_ANALYST_USER',
  'CLICKHOUSE_ANALYST_PASSWORD',
  'RINGTRACE_CONSOLE_URL',
  'RINGTRACE_CONSOLE_PROXIES',
]);

const further = settingNames.filter(
  (name) => !ofImages.has(name) && !ofValues.has(name) && !embedded.test(name),
);

/** Names that the chart's value `settings` takes. */
export const chartSettings: readonly string[] = further.filter((name) => !secret.test(name));
/** Names that the chart's value `secretSettings` takes. */
export const chartSecretSettings: readonly string[] = further.filter((name) => secret.test(name));

/** A period in days, typed as a number or as a text. helm refuses what every worker would refuse. */
interface Days {
  readonly type: readonly ['string', 'integer'];
  readonly minimum: number;
  readonly pattern: string;
}

const withMinimum = z.looseObject({ minimum: z.number().int().min(2).max(9) });

/** The settings that are periods. Each has its own fewest days, of one digit. */
function daysOfSettings(): Record<string, Days> {
  const { properties = {} } = z.toJSONSchema(z.object(retentionSettings));
  return Object.fromEntries(
    Object.entries(properties).map(([name, found]) => {
      const { minimum } = withMinimum.parse(found);
      return [name, { type: ['string', 'integer'], minimum, pattern: `^([${minimum}-9]|[1-9]\\d+)$` }];
    }),
  );
}

const names = z.looseObject({ propertyNames: z.strictObject({ enum: z.array(z.string()) }) });
const schema = z.looseObject({
  properties: z.looseObject({
    settings: names.extend({ properties: z.unknown() }),
    secretSettings: names,
  }),
});

export const chartSchemaFile = join(chartFolder, 'values.schema.json');

/** The text of the chart's schema of values, with the names of the settings that there are. */
export function chartSchema(): string {
  const found = schema.parse(JSON.parse(readFileSync(chartSchemaFile, 'utf8')));
  // A secret among them is refused by the template `ringtrace.settings`, which names the way out. A schema can't.
  found.properties.settings.propertyNames.enum = [...chartSettings, ...chartSecretSettings];
  found.properties.settings.properties = daysOfSettings();
  found.properties.secretSettings.propertyNames.enum = [...chartSecretSettings];
  return `${JSON.stringify(found, null, 2)}\n`;
}
