import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import type { Logger } from '@ringtrace/platform/log';
import { pause } from '@ringtrace/platform/pause';
import { acceptedFrom } from '@ringtrace/schemas/tables/retention';
import { z } from 'zod';

const horizon = defineQuery()({
  name: 'horizon of CDRs',
  sql: `SELECT toUnixTimestamp(${acceptedFrom}) * 1000 AS from_ms`,
  row: z.object({ from_ms: z.number() }),
});

/** CDRs that start before this are refused, ms since 1970; 0 = none is too old. */
export async function readHorizon(store: Store): Promise<number> {
  const [row] = await store.query(horizon, {});
  return row?.from_ms ?? 0;
}

const refreshMs = 2_000;

/**
 * Reads the horizon of retention every 2 s until the signal aborts, and tells the one in force. Returns once it was read for the first
 * time. Retention drops nothing until ten minutes after it wrote a horizon, so a worker learns of it in time.
 */
export async function keepHorizon(store: Store, log: Logger, signal: AbortSignal): Promise<() => number> {
  let held: number | undefined;
  const refresh = async () => {
    try {
      held = await readHorizon(store);
    } catch (error) {
      log.warn(
        { err: String(error) },
        'the horizon of retention could not be read; keeping what is in force',
      );
    }
  };
  while (!signal.aborted && held === undefined) {
    await refresh();
    if (held === undefined) await pause(refreshMs, signal);
  }
  void (async () => {
    while (!signal.aborted) {
      await pause(refreshMs, signal);
      if (!signal.aborted) await refresh();
    }
  })();
  return () => held ?? 0;
}
