import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analystLimits } from '@ringtrace/platform/analyst-limits';
import { loadOrCreateCredentials } from '../credentials.ts';
import { runClickHouse } from './engine.ts';
import { SHADOWED_FUNCTIONS } from './engine-config.ts';
import { Lifetime, lifetimeScript } from './lifetime.ts';
import { type ClickHouseOptions, parseOptions } from './options.ts';
import { createRunDirectory, type RunDirectory } from './run-directory.ts';
import { adoptDefaultDatabase } from './start-database.ts';

/** The engine gives running queries 5 s when it stops. Where it has not ended after this time, it is killed. */
const STOP_DEADLINE_MS = 20_000;

/** Writes the functions that hide unsafe ones. As files, since CREATE FUNCTION refuses names of built-in functions. */
function shadowFunctions(engineDir: string): void {
  const dir = join(engineDir, 'user_defined');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  for (const [name, sql] of Object.entries(SHADOWED_FUNCTIONS)) {
    writeFileSync(join(dir, `function_${name}.sql`), sql);
  }
}

function stopOnRequest(lifetime: Lifetime): void {
  const stop = () => {
    lifetime.end();
    // Killing loses nothing: acknowledged data is on disk.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), STOP_DEADLINE_MS).unref();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGHUP', stop);
  process.on('disconnect', stop);
}

function announce(options: ClickHouseOptions, run: RunDirectory): void {
  const port = Number(readFileSync(run.portFile, 'utf8'));
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  process.send?.({ ready: true, url: `http://${host}:${port}` });
}

function engineArguments(options: ClickHouseOptions, run: RunDirectory, engineDir: string): string[] {
  return [
    'clickhouse-local',
    ...['--config-file', run.configFile],
    ...['--path', engineDir],
    ...['--listen_host', options.host],
    ...['--http_port', String(options.port)],
    ...(options.cluster === undefined ? [] : ['--tcp_port', String(options.cluster.tcpPort)]),
    // The name that a server uses for its default format; clickhouse-local says TSV.
    ...['--output-format', 'TabSeparated'],
    ...['--query', lifetimeScript(run, options)],
  ];
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  const engineDir = join(options.dataDir, 'engine');
  shadowFunctions(engineDir);
  adoptDefaultDatabase(engineDir);
  const limits = options.analyst ?? analystLimits.parse({});
  const run = createRunDirectory(options, loadOrCreateCredentials(options.credentialsFile), limits);
  process.env['TZ'] = 'UTC';
  process.chdir(run.workingDir);
  const lifetime = new Lifetime(run);
  stopOnRequest(lifetime);
  void lifetime.begun().then((begun) => {
    if (begun) announce(options, run);
  });
  const error = await runClickHouse(engineArguments(options, run, engineDir));
  run.remove();
  if (error !== undefined) process.stderr.write(`${error}\n`);
  return lifetime.over && error === undefined ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
