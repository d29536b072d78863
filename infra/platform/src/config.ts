import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { roles } from '@ringtrace/schemas/roles';
import { z } from 'zod';
import { addressList } from './address-list.ts';
import { aboveCeiling, analystSettings } from './analyst-limits.ts';
import { didYouMean } from './did-you-mean.ts';
import { saslMechanisms } from './kafka/access.ts';
import { retentionSettings, unfitPeriods } from './retention-settings.ts';
import { readSettingsFile, type SettingsFile, userSettingsPath } from './settings-files.ts';

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
/** No shell reads a settings file, and `~` would become a folder of that name. */
const path = text.refine(
  (typed) => !/^~[^/]*(?:\/|$)/.test(typed),
  "write the whole path, '~' is not expanded here",
);
const yesOrNo = z.enum(['true', 'false'], "must be 'true' or 'false'").default('false');
const integer = (fallback: number, min: number) => z.coerce.number().int().min(min).default(fallback);

const brokerList = text
  .transform((list) => list.split(',').map((b) => b.trim()))
  .refine(
    (brokers) => brokers.every((b) => /^[^\s:]+:\d{1,5}$/.test(b) || /^\[[0-9a-f:]+\]:\d{1,5}$/i.test(b)),
    "must be a comma-separated list of host:port, such as 'localhost:9092'",
  );

/** One URL, or several of one cluster's replicas. */
const urlList = text
  .transform((list) => list.split(',').map((url) => url.trim()))
  .refine(
    (urls) => urls.every((url) => /^https?:$/.test(URL.parse(url)?.protocol ?? '')),
    "must be a URL such as 'http://localhost:8123', or several with commas between them",
  )
  .transform((urls) => urls.join(','));

/** Which claim with which value gives which role. */
const roleRule = new RegExp(`^[^:,=]+:[^,]+=(?:${roles.join('|')})$`);

const isTlsOrLoopback = (url: string) => {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return protocol === 'https:' || /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(hostname ?? '');
};

/** One mail address, with or without a name before it; nothing that could begin another header. */
const mailbox = /^(?:[^<>@\p{Cc}]*<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/u;

const settings = z.object({
  RINGTRACE_HOME: path.default(join(projectRoot, '.ringtrace')),
  RINGTRACE_CACHE: path.default(join(projectRoot, '.cache')),
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
  KAFKA_TLS_CA: path.optional(),
  SCHEMA_REGISTRY_URL: z
    .url({ protocol: /^https?$/, error: "must be a URL such as 'http://localhost:8081'" })
    .optional(),
  CLICKHOUSE_URL: urlList.optional(),
  CLICKHOUSE_TLS_CA: path.optional(),
  CLICKHOUSE_CLUSTER: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'must be a plain identifier')
    .optional(),
  CLICKHOUSE_NODES: urlList.optional(),
  CLICKHOUSE_USER: text.optional(),
  CLICKHOUSE_PASSWORD: z.string().optional(),
  CLICKHOUSE_ANALYST_USER: text.optional(),
  CLICKHOUSE_ANALYST_PASSWORD: z.string().optional(),
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'must be a plain identifier')
    .default('ringtrace'),
  CLICKHOUSE_STORAGE_POLICY: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'must be a plain identifier')
    .optional(),
  CLICKHOUSE_COLD_VOLUME: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'must be a plain identifier')
    .default('cold'),
  ...retentionSettings,
  ...analystSettings,
  RINGTRACE_STIR_TRUST: path.optional(),
  RINGTRACE_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "must be a URL such as 'smtps://user:password@mail.example.org'" })
    .optional(),
  RINGTRACE_SENDER: text
    .regex(mailbox, "must be such as 'Example Group <traceback@group.example>'")
    .optional(),
  RINGTRACE_ANSWER_URL: z
    .url({ protocol: /^https?$/, error: "must be a URL such as 'https://traceback.group.example'" })
    .optional(),
  RINGTRACE_OUTBOX: path.optional(),
  RINGTRACE_BLOCK_ROWS: integer(750_000, 1),
  RINGTRACE_BLOCK_MS: integer(2_000, 1),
  RINGTRACE_HOLD_MINUTES: z.coerce
    .number('must be a number of minutes from 0 on')
    .min(0, 'must be a number of minutes from 0 on')
    .default(10),
  RINGTRACE_METRICS_HOST: text.default('127.0.0.1'),
  RINGTRACE_INGEST_METRICS_PORT: port(0),
  RINGTRACE_DETECT_METRICS_PORT: port(0),
  RINGTRACE_CASES_METRICS_PORT: port(0),
  RINGTRACE_API_HOST: text.default('127.0.0.1'),
  RINGTRACE_API_PORT: port(18_080),
  RINGTRACE_CONSOLE_HOST: text.default('127.0.0.1'),
  RINGTRACE_CONSOLE_PORT: port(18_088),
  RINGTRACE_CONSOLE_METRICS_PORT: port(0),
  RINGTRACE_CONSOLE_URL: z
    .url({ protocol: /^https?$/, error: "must be a URL such as 'https://ringtrace.group.example'" })
    .refine((url) => URL.parse(url)?.pathname === '/', 'must have no path: the console is served at the root')
    .optional(),
  RINGTRACE_CONSOLE_PROXIES: z
    .string()
    .default('127.0.0.0/8,::1')
    .superRefine((text, context) => {
      try {
        addressList(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: `must be addresses: ${String(error)}` });
      }
    }),
  RINGTRACE_OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: "must be a URL such as 'https://login.group.example/realms/main'" })
    .refine(isTlsOrLoopback, 'must begin with https:, unless it is on this machine')
    .optional(),
  RINGTRACE_OIDC_CLIENT_ID: text.optional(),
  RINGTRACE_OIDC_CLIENT_SECRET: z.string().optional(),
  RINGTRACE_OIDC_SCOPES: text
    .refine((scopes) => scopes.split(' ').includes('openid'), "must hold 'openid'")
    .default('openid profile email'),
  RINGTRACE_OIDC_ROLES: text
    .refine(
      (list) => list.split(',').every((rule) => roleRule.test(rule.trim())),
      `must be a list such as 'groups:traceback-leads=lead,groups:analysts=analyst', with the roles ${roles.join(', ')}`,
    )
    .optional(),
  RINGTRACE_OIDC_CARRIER: text.optional(),
  RINGTRACE_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

const environment = settings
  .refine(
    ({ KAFKA_SASL_USERNAME: user, KAFKA_SASL_PASSWORD: password }) =>
      (user === undefined) === (password === undefined),
    { path: ['KAFKA_SASL_PASSWORD'], error: 'must be set with KAFKA_SASL_USERNAME, and only with it' },
  )
  .refine(
    ({ CLICKHOUSE_CLUSTER: cluster, CLICKHOUSE_NODES: nodes }) =>
      (cluster === undefined) === (nodes === undefined),
    { path: ['CLICKHOUSE_NODES'], error: 'must be set with CLICKHOUSE_CLUSTER, and only with it' },
  )
  .refine(
    ({ CLICKHOUSE_TLS_CA: ca, CLICKHOUSE_URL: urls }) =>
      ca === undefined ||
      urls === undefined ||
      urls.split(',').every((url) => URL.parse(url)?.protocol === 'https:'),
    {
      path: ['CLICKHOUSE_TLS_CA'],
      error: 'is of no use unless every URL of CLICKHOUSE_URL begins with https:',
    },
  )
  .superRefine((env, context) => {
    if (env.RINGTRACE_OIDC_ISSUER === undefined) return;
    for (const name of ['RINGTRACE_OIDC_CLIENT_ID', 'RINGTRACE_OIDC_ROLES'] as const)
      if (env[name] === undefined)
        context.addIssue({
          code: 'custom',
          path: [name],
          message: 'must be set where RINGTRACE_OIDC_ISSUER is',
        });
  })
  .superRefine((env, context) => {
    for (const [name, message] of unfitPeriods(env))
      context.addIssue({ code: 'custom', path: [name], message });
    if (env.RINGTRACE_COLD_AFTER_DAYS !== undefined && env.CLICKHOUSE_STORAGE_POLICY === undefined)
      context.addIssue({
        code: 'custom',
        path: ['CLICKHOUSE_STORAGE_POLICY'],
        message: 'must be set with RINGTRACE_COLD_AFTER_DAYS: it names the policy with the cold volume',
      });
  })
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

/** Every setting there is. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/** Settings that name a file or a folder. */
const pathSettings: readonly (keyof typeof settings.shape)[] = [
  'RINGTRACE_HOME',
  'RINGTRACE_CACHE',
  'KAFKA_TLS_CA',
  'CLICKHOUSE_TLS_CA',
  'RINGTRACE_STIR_TRUST',
  'RINGTRACE_OUTBOX',
];

/** Where settings come from. What stands in an earlier place holds, be it empty: then the default holds. */
interface Sources {
  readonly env: NodeJS.ProcessEnv;
  /** In the order in which they hold: `.env` in the clone's root, then the user's own. */
  readonly files: readonly SettingsFile[];
  /** What stands in the files and is no setting, each with its place and the way out. */
  readonly noSettings: readonly string[];
}

/** Throws ConfigError where a file can't be read. */
function sourcesOf(env: NodeJS.ProcessEnv, root = projectRoot): Sources {
  const own = withWholePaths(readOrExplain(join(root, '.env')), root);
  const users = withWholePaths(readOrExplain(userSettingsPath(env)), root);
  const noSettings = [
    // Other programs may have variables of theirs in .env.
    ...wrongNames(own, (name) => name.startsWith('RINGTRACE_')),
    ...wrongNames(users, () => true),
    ...[own, users].flatMap(repeatedNames),
    ...users.oddLines.map((line) => `write NAME=value, or # before a comment (${users.path}, line ${line})`),
  ];
  return { env, files: [own, users], noSettings };
}

function readOrExplain(path: string): SettingsFile {
  try {
    return readSettingsFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`the settings in ${path} can't be read: ${reason}`);
  }
}

/** A relative path in a file means the same wherever a command is started: it is relative to the clone. */
function withWholePaths(file: SettingsFile, root: string): SettingsFile {
  const values = { ...file.values };
  for (const name of pathSettings) {
    const typed = values[name]?.trim();
    // What begins with ~ is refused with the value as it was typed.
    if (typed && !typed.startsWith('~')) values[name] = resolve(root, typed);
  }
  return { ...file, values: file.values && values };
}

const repeatedNames = (file: SettingsFile) =>
  settingNames
    .map((name) => ({ name, lines: file.linesOf(name) }))
    .filter(({ lines }) => lines.length > 1)
    .map(
      ({ name, lines }) =>
        `${name} is set more than once: leave one (${file.path}, lines ${lines.join(', ')})`,
    );

const wrongNames = (file: SettingsFile, isOurs: (name: string) => boolean) =>
  Object.keys(file.values ?? {})
    .filter((name) => isOurs(name) && !settingNames.includes(name))
    .map(
      (name) =>
        `there is no setting '${name}'${didYouMean(name, settingNames) || "; 'ringtrace man' lists them"} (${file.path}, line ${file.lineOf(name)})`,
    );

/** Where a setting's value comes from: 'environment', a file with its line, or undefined where nobody has set it. */
function originOf({ env, files }: Sources, name: string): string | undefined {
  if (env[name] !== undefined) return 'environment';
  const file = files.find(({ values }) => values?.[name] !== undefined);
  return file === undefined ? undefined : `${file.path}, line ${file.lineOf(name)}`;
}

const merged = ({ env, files: [own, users] }: Sources): NodeJS.ProcessEnv => ({
  ...users?.values,
  ...own?.values,
  ...env,
});

/** A password is not repeated, nor is an address that may hold one. */
const isSecret = (name: string, value: string) =>
  name !== 'RINGTRACE_SENDER' &&
  (name.includes('PASSWORD') ||
    name.includes('SECRET') ||
    name.includes('REGISTRY_URL') ||
    name.includes('SMTP') ||
    value.includes('@'));

function describe(issue: z.core.$ZodIssue, sources: Sources): string {
  const name = String(issue.path[0]);
  const value = merged(sources)[name] ?? '';
  const origin = originOf(sources, name);
  const shown = isSecret(name, value) ? name : `${name}='${value}'`;
  return `${shown}: ${issue.message}${origin === undefined ? '' : ` (${origin})`}`;
}

/** An empty variable counts as unset, as in `KAFKA_BROKERS= npm start`. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

function parse(sources: Sources): Config {
  const parsed = environment.safeParse(withoutEmpty(merged(sources)));
  const issues = parsed.error?.issues.map((issue) => describe(issue, sources)) ?? [];
  const wrong = [...sources.noSettings, ...issues];
  if (parsed.success && wrong.length === 0)
    return { ...parsed.data, RINGTRACE_HOME: resolve(parsed.data.RINGTRACE_HOME) };
  throw new ConfigError(`wrong settings: ${wrong.join('; ')}`);
}

const prefix = 'RINGTRACE_';
const bareNames = settingNames
  .filter((name) => name.startsWith(prefix))
  .map((name) => name.slice(prefix.length));

/**
 * Variables of an environment that look like a misspelt setting. Others may begin with RINGTRACE_ too, such as those of compose files.
 * So only a name that is near to a setting counts, the common beginning aside. Returns each with what is told of it.
 */
export const misspeltIn = (env: NodeJS.ProcessEnv): ReadonlyMap<string, string> =>
  new Map(
    Object.keys(env)
      .filter((name) => name.startsWith(prefix) && !settingNames.includes(name))
      .map((name): [string, string] => [name, didYouMean(name.slice(prefix.length), bareNames)])
      .filter(([, nearest]) => nearest !== '')
      .map(([name, nearest]) => [
        name,
        `there is no setting '${name}' (environment), and it does nothing${nearest.replace("mean '", `mean '${prefix}`)}`,
      ]),
  );

/** Tells of misspelt settings on standard error. Each is taken away, so that processes which are started here don't tell it again. */
function tellMisspelt(env: NodeJS.ProcessEnv): void {
  for (const [name, told] of misspeltIn(env)) {
    process.stderr.write(`ringtrace: ${told}\n`);
    delete env[name];
  }
}

/**
 * Reads the environment, `.env` in the clone's root, and the user's own file, in this order of precedence. The processes
 * that this one starts get the files' values in their environment. Throws ConfigError.
 * @param env another environment than this process's stands alone, without files
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  if (env !== process.env) return parse({ env, files: [], noSettings: [] });
  tellMisspelt(env);
  const sources = sourcesOf(env);
  const config = parse(sources);
  for (const [name, value] of Object.entries(merged(sources)))
    if (value !== undefined) process.env[name] ??= value;
  return config;
}

/** A setting as it holds now. */
interface SettingInForce {
  readonly name: string;
  /** Empty where it is not set and has no default; a password is not told. */
  readonly value: string;
  /** 'environment', a file with its line, 'default', or empty where it is not set. */
  readonly from: string;
}

/**
 * Every setting and where it comes from. To be asked before `loadConfig`. Throws ConfigError.
 * @param root the folder that has `.env`
 */
export function settingsInForce(
  env: NodeJS.ProcessEnv = process.env,
  root: string = projectRoot,
): SettingInForce[] {
  const sources = sourcesOf(env, root);
  return Object.entries(configInTexts(parse(sources))).map(([name, value]) => {
    const isSet = (merged(sources)[name] ?? '') !== '';
    const from = isSet ? (originOf(sources, name) ?? '') : value === '' ? '' : 'default';
    return { name, value: value !== '' && isSecret(name, value) ? '(not shown)' : value, from };
  });
}

const configInTexts = (config: Config): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...Object.fromEntries(settingNames.map((name) => [name, ''])), ...config }).map(
      ([name, value]) => [name, String(value ?? '')],
    ),
  );

/** The files that settings are read from, in the order in which they hold, whether they are there or not. */
export const settingsFilesOf = (env: NodeJS.ProcessEnv = process.env) =>
  sourcesOf(env).files.map(({ path, values }) => ({ path, found: values !== undefined }));
