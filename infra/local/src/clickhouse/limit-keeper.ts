import timers from 'node:timers/promises';
import type { AnalystLimits } from '@ringtrace/platform/analyst-limits';
import { z } from 'zod';
import type { ClickHouseUser } from '../credentials.ts';
import { requiredLimits } from './analyst-profile.ts';

const PERIOD_MS = 1_000;
/** Extra time, so that normally the engine itself ends the query, with a clear error. */
const GRACE_S = 5;

/** The engine's URL and users. */
export interface LimitedEngine {
  url: string;
  readWrite: ClickHouseUser;
  /** Names of the users who have limits. */
  limited: readonly string[];
}

/**
 * The statement that stops queries which evade the limits. The engine lets `SETTINGS name = DEFAULT` and `SET name =
 * DEFAULT` remove a limit without checking the constraint. `Settings` of a running query shows the limits it has.
 */
export function stopBeyondLimits(users: readonly string[], limits: AnalystLimits): string {
  const names = requiredLimits(limits).map((name) => `'${name}'`);
  return `KILL QUERY WHERE user IN (${users.map((name) => `'${name}'`).join(', ')}) AND (elapsed > ${limits.maxSeconds + GRACE_S}
    OR NOT hasAll(mapKeys(Settings), [${names.join(', ')}])) FORMAT JSONEachRow`;
}

const killedQuery = z.object({ query_id: z.string() });

/** The query id in one line of the response; none where the line is not JSON. */
function idOf(line: string): string[] {
  if (!line.startsWith('{')) return [];
  return [killedQuery.parse(JSON.parse(line)).query_id];
}

/** Each second, stops analysts' queries that are beyond their limits. Runs until the signal aborts. */
export async function keepLimits(
  engine: LimitedEngine,
  limits: AnalystLimits,
  signal: AbortSignal,
  log: (line: string) => void = () => undefined,
): Promise<void> {
  const statement = stopBeyondLimits(engine.limited, limits);
  const { user, password } = engine.readWrite;
  const headers = { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password };
  while (!signal.aborted) {
    const killed = await fetch(engine.url, { method: 'POST', body: statement, headers, signal })
      .then((response) => response.text())
      // The engine is starting or ending, perhaps in the middle of its answer: it runs no queries.
      .catch(() => '');
    // Only ids are logged: a query's text may have called numbers.
    const ids = killed.split('\n').flatMap(idOf);
    if (ids.length > 0) log(`stopped analysts' queries beyond their limits: ${ids.join(', ')}`);
    await timers.setTimeout(PERIOD_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
