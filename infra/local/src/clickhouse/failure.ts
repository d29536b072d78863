import type { ClickHouseOptions } from './options.ts';

/** Another live process holds the data directory. */
export class DataDirectoryInUse extends Error {}

/** Turns what the engine wrote to standard error into one line that names the thing and the way out. */
export function failureOf(stderr: string, options: ClickHouseOptions): Error {
  if (/Address already in use/i.test(stderr)) {
    const place = `${options.host}:${options.port}`;
    return new Error(
      `ClickHouse cannot listen on ${place}: the port is in use. Stop what uses it, or set RINGTRACE_CLICKHOUSE_PORT to another port`,
    );
  }
  if (/Cannot lock file/i.test(stderr)) {
    return new DataDirectoryInUse(
      `ClickHouse data directory ${options.dataDir} is in use by another live process. Stop that one, or set RINGTRACE_HOME to another directory`,
    );
  }
  const firstLine = stderr.split('\n', 1)[0] ?? '';
  return new Error(
    `ClickHouse ended at start: ${firstLine.replace(/, Stack trace.*$/, '') || 'no reason given'}`,
  );
}
