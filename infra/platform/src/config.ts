import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { aboveCeiling, analystSettings } from './analyst-limits.ts';
import { saslMechanisms } from './kafka/access.ts';

/** Root folder of the clone. State and caches are in it unless the environment names other folders. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

const port = (fallback: number) =>
  z.coerce
    .number('must be a port number from 0 (any free port) to 65535')
    .int()
    .min(0)
    .max(65_535)
    .default(fallback);
const text = z.string().trim().min(1);
const yesOrNo = z.enum(['true', 'false'], "must be 'true' or 'false'").default('false');
const integer = (fallback: number, min: number) => z.coerce.number().int().min(min).default(fallback);

const brokerList = text
  .transform((list) => list.split(',').map((b) => b.trim()))
  .refine(
    (brokers) => brokers.every((b) => /^[^\s:]+:\d{1,5}$/.test(b) || /^\[[0-9a-f:]+\]:\d{1,5}$/i.test(b)),
    "must be a comma-separated list of host:port, such as 'localhost:9092'",
  );

const settings = z.object({
  RINGTRACE_HOME: text.default(join(projectRoot, '.ringtrace')),
  RINGTRACE_CACHE: text.default(join(projectRoot, '.cache')),
  RINGTRACE_HOST: text.default('127.0.0.1'),
  RINGTRACE_PUBLIC_HOST: text.optional(),
  RINGTRACE_KAFKA_PORT: port(19_092),
  RINGTRACE_CLICKHOUSE_PORT: port(18_123),
  RINGTRACE_CLICKHOUSE_TLS: yesOrNo,
  KAFKA_BROKERS: brokerList.optional(),
  KAFKA_SASL_USERNAME: text.optional(),
  KAFKA_SASL_PASSWORD: z.string().optional(),
  KAFKA_SASL_MECHANISM: z.enum(saslMechanisms).default('scram-sha-512'),
  KAFKA_TLS: yesOrNo,
  KAFKA_TLS_CA: text.optional(),
  SCHEMA_REGISTRY_URL: z
    .url({ protocol: /^https?$/, error: "must be a URL such as 'http://localhost:8081'" })
    .optional(),
  CLICKHOUSE_URL: z
    .url({ protocol: /^https?$/, error: "must be a URL such as 'http://localhost:8123'" })
    .optional(),
  CLICKHOUSE_USER: text.optional(),
  CLICKHOUSE_PASSWORD: z.string().optional(),
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'must be a plain identifier')
    .default('ringtrace'),
  ...analystSettings,
  RINGTRACE_STIR_TRUST: text.optional(),
  RINGTRACE_BLOCK_ROWS: integer(750_000, 1),
  RINGTRACE_BLOCK_MS: integer(2_000, 1),
  RINGTRACE_HOLD_MINUTES: z.coerce
    .number('must be a number of minutes from 0 on')
    .min(0, 'must be a number of minutes from 0 on')
    .default(10),
  RINGTRACE_METRICS_HOST: text.default('127.0.0.1'),
  RINGTRACE_INGEST_METRICS_PORT: port(0),
  RINGTRACE_DETECT_METRICS_PORT: port(0),
  RINGTRACE_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

const environment = settings
  .refine(
    ({ KAFKA_SASL_USERNAME: user, KAFKA_SASL_PASSWORD: password }) =>
      (user === undefined) === (password === undefined),
    { path: ['KAFKA_SASL_PASSWORD'], error: 'must be set with KAFKA_SASL_USERNAME, and only with it' },
  )
  .superRefine((env, context) => {
    for (const [name, ceiling] of aboveCeiling(env)) {
      context.addIssue({ code: 'custom', path: [name], message: `must not be above ${ceiling}` });
    }
  });

export type Config = z.infer<typeof environment>;

/** Settings are wrong. One message names every wrong variable and what it must be. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

function describe(issue: z.core.$ZodIssue, env: NodeJS.ProcessEnv): string {
  const name = String(issue.path[0]);
  const secret = /PASSWORD|REGISTRY_URL/.test(name);
  return `${name}${secret ? '' : `='${env[name] ?? ''}'`}: ${issue.message}`;
}

/** An empty variable counts as unset, as in `KAFKA_BROKERS= npm start`. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

/** Reads the environment (and `.env` in the clone's root, which never overrides it). Throws ConfigError. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const file = join(projectRoot, '.env');
  if (env === process.env && existsSync(file)) process.loadEnvFile(file);
  const parsed = environment.safeParse(withoutEmpty(env));
  if (parsed.success) return { ...parsed.data, RINGTRACE_HOME: resolve(parsed.data.RINGTRACE_HOME) };
  throw new ConfigError(
    `wrong settings in the environment: ${parsed.error.issues.map((issue) => describe(issue, env)).join('; ')}`,
  );
}
