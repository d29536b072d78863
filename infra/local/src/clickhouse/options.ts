import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { analystLimits } from '@ringtrace/platform/analyst-limits';
import { z } from 'zod';
import { clusterPlace } from './cluster-config.ts';

const optionsSchema = z.object({
  dataDir: z
    .string()
    .min(1)
    // The engine reads braces in a path as a list of alternatives.
    .refine((path) => !/[{}]/.test(resolve(path)), 'the path must not contain { or }')
    .transform((path) => resolve(path)),
  credentialsFile: z
    .string()
    .min(1)
    .transform((path) => resolve(path)),
  host: z.string().min(1).default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(8123),
  analyst: analystLimits.optional(),
  queryLog: z.literal(true).optional(),
  cluster: clusterPlace.optional(),
  coldDir: z
    .string()
    .min(1)
    .transform((path) => resolve(path))
    .optional(),
  readers: z.object({ file: z.string().min(1), database: z.string().regex(/^[A-Za-z_]\w*$/) }).optional(),
  usersFile: z.string().min(1).optional(),
});

/**
 * Where the engine keeps its data and credentials, where it listens (port 0: a free one), and analysts' limits. `queryLog`
 * keeps `system.query_log` and `system.part_log`: CPU and memory of every statement and every merge, for benchmarks. `cluster` makes it one node of
 * several, for tests. `coldDir` gives it a second disk there and the storage policy `tiered`, for tests too. `readers`: the file of readers, and the database of the store that they read.
 * `usersFile`: a `users.xml` instead of our own, for tests of the users that a server has.
 */
export type ClickHouseOptions = z.infer<typeof optionsSchema>;

/** The options as command-line arguments for `parseOptions`. */
export function toArguments(options: ClickHouseOptions): string[] {
  return [
    `--data-dir=${options.dataDir}`,
    `--credentials-file=${options.credentialsFile}`,
    `--host=${options.host}`,
    `--port=${options.port}`,
    ...(options.analyst === undefined ? [] : [`--analyst=${JSON.stringify(options.analyst)}`]),
    ...(options.queryLog === undefined ? [] : ['--query-log']),
    ...(options.cluster === undefined ? [] : [`--cluster=${JSON.stringify(options.cluster)}`]),
    ...(options.coldDir === undefined ? [] : [`--cold-dir=${options.coldDir}`]),
    ...(options.readers === undefined ? [] : [`--readers=${JSON.stringify(options.readers)}`]),
    ...(options.usersFile === undefined ? [] : [`--users-file=${options.usersFile}`]),
  ];
}

/**
 * Reads `--data-dir`, `--credentials-file`, `--host`, `--port`, `--analyst` (limits as JSON), `--query-log`, `--cluster`,
 * `--cold-dir` and `--readers` (JSON), and `--users-file`; throws one line naming each wrong value.
 */
export function parseOptions(argv: string[]): ClickHouseOptions {
  const { values } = parseArgs({
    args: argv,
    options: {
      'data-dir': { type: 'string' },
      'credentials-file': { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
      analyst: { type: 'string' },
      'query-log': { type: 'boolean' },
      cluster: { type: 'string' },
      'cold-dir': { type: 'string' },
      readers: { type: 'string' },
      'users-file': { type: 'string' },
    },
  });
  const parsed = optionsSchema.safeParse({
    dataDir: values['data-dir'],
    credentialsFile: values['credentials-file'],
    host: values.host,
    port: values.port,
    analyst: values.analyst === undefined ? undefined : JSON.parse(values.analyst),
    queryLog: values['query-log'],
    cluster: values.cluster === undefined ? undefined : JSON.parse(values.cluster),
    coldDir: values['cold-dir'],
    readers: values.readers === undefined ? undefined : JSON.parse(values.readers),
    usersFile: values['users-file'],
  });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`ClickHouse options: ${problems.join('; ')}`);
}
