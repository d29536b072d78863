import type { ClickHouseOptions } from './options.ts';

/** Turns the engine's error at start into one line that names the thing and the way out. */
export function explainFailure(error: string, options: ClickHouseOptions): string {
  if (/Address already in use/i.test(error)) {
    return `ClickHouse cannot listen on ${options.host}:${options.port}: the port is in use. Stop what uses it, or set RINGTRACE_CLICKHOUSE_PORT to another port`;
  }
  if (/Cannot lock file/i.test(error)) {
    return `ClickHouse data directory ${options.dataDir} is in use by another live process. Stop that one, or set RINGTRACE_HOME to another directory`;
  }
  const firstLine = error.split('\n', 1)[0] ?? '';
  return `ClickHouse stopped: ${firstLine.replace(/, Stack trace.*$/, '')}`;
}
