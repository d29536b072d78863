import { closeSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import timers from 'node:timers/promises';
import { loadOrCreateCredentials } from './credentials.ts';
import { runClickHouse } from './engine.ts';
import { SHADOWED_FUNCTIONS } from './engine-config.ts';
import { type ClickHouseOptions, parseOptions } from './options.ts';
import { createRunDirectory, type RunDirectory } from './run-directory.ts';

/** The engine itself gives running queries 5 s; this is for the case that it does not come to an end. */
const STOP_DEADLINE_MS = 20_000;

/** The statements the engine runs: listen, say on which port, and stay until the pipe ends. */
function lifetimeScript(run: RunDirectory): string {
  return [
    'SYSTEM START LISTEN HTTP',
    `SELECT getServerPort('http_port') INTO OUTFILE '${run.portFile}' TRUNCATE FORMAT TSV`,
    `SELECT * FROM file('${run.stopPipe}', 'LineAsString') FORMAT Null`,
    'SYSTEM STOP LISTEN HTTP',
  ].join('; ');
}

/** Resolves to true once the engine listens and the parent knows where, to false when it ended before that. */
async function announceWhenReady(
  options: ClickHouseOptions,
  run: RunDirectory,
  signal: AbortSignal,
): Promise<boolean> {
  while (!existsSync(run.portFile) || readFileSync(run.portFile, 'utf8').trim() === '') {
    if (signal.aborted) return false;
    await timers.setTimeout(10);
  }
  const port = Number(readFileSync(run.portFile, 'utf8'));
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  process.send?.({ ready: true, url: `http://${host}:${port}` });
  return true;
}

/** Functions that must hide the engine's own are on disk before it starts: no statement could create them. */
function shadowFunctions(engineDir: string): void {
  const dir = join(engineDir, 'user_defined');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  for (const [name, sql] of Object.entries(SHADOWED_FUNCTIONS)) {
    writeFileSync(join(dir, `function_${name}.sql`), sql);
  }
}

function stopOnRequest(run: RunDirectory): void {
  let stopped = false;
  const stop = () => {
    if (stopped) return;
    stopped = true;
    closeSync(run.stopDescriptor);
    // As after a crash, nothing acknowledged is lost.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), STOP_DEADLINE_MS).unref();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  const engineDir = join(options.dataDir, 'engine');
  shadowFunctions(engineDir);
  const run = createRunDirectory(options.dataDir, loadOrCreateCredentials(options.credentialsFile));
  process.env['TZ'] = 'UTC';
  process.chdir(run.workingDir);
  const ended = new AbortController();
  stopOnRequest(run);
  const announced = announceWhenReady(options, run, ended.signal);
  const error = await runClickHouse([
    'clickhouse-local',
    '--config-file',
    run.configFile,
    '--path',
    engineDir,
    '--listen_host',
    options.host,
    '--http_port',
    String(options.port),
    // As a server names it; clickhouse-local says TSV.
    '--output-format',
    'TabSeparated',
    '--query',
    lifetimeScript(run),
  ]);
  ended.abort();
  const wasReady = await announced;
  run.remove();
  if (error !== undefined) process.stderr.write(`${error}\n`);
  return wasReady && error === undefined ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
