import type { Config } from '@ringtrace/platform/config';
import { readInstance } from '@ringtrace/platform/instance';

/** Kafka's client says by itself which broker refused it. */
const isRefused = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'ECONNREFUSED' &&
  !error.name.startsWith('KafkaJS');

/** A refused connection to ClickHouse at `url` says why, and the way out; every other error stays as it is. */
export function unreachable(error: unknown, config: Config, url: string): unknown {
  if (!isRefused(error)) return error;
  // Its supervisor lives: it starts an engine that died again, at the same address.
  const isOurs = config.CLICKHOUSE_URL === undefined && readInstance(config.RINGTRACE_HOME) !== undefined;
  return new Error(
    isOurs
      ? 'ClickHouse is being started again: ask again in some seconds'
      : `nothing answers at ${url}: is Ringtrace running ('npm start'), is CLICKHOUSE_URL right?`,
  );
}
