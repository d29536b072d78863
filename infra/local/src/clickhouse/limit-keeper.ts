import timers from 'node:timers/promises';
import type { AnalystLimits } from '@ringtrace/platform/analyst-limits';
import { z } from 'zod';
import type { ClickHouseUser } from '../credentials.ts';
import { carriedLimits } from './analyst-profile.ts';

const PERIOD_MS = 1_000;
/** The engine's own end of a query, with its clear error, comes first. */
const GRACE_S = 5;

/** An engine as the keeper sees it. */
export interface KeptEngine {
  url: string;
  readWrite: ClickHouseUser;
  readOnly: ClickHouseUser;
}

/**
 * The statement that stops what the engine lets through: `SETTINGS name = DEFAULT` and `SET name = DEFAULT`
 * take a limit off without a look at its ceiling. A query carries the limits it runs under.
 */
export function stopBeyondLimits(analyst: string, limits: AnalystLimits): string {
  const names = carriedLimits(limits).map((name) => `'${name}'`);
  return `KILL QUERY WHERE user = '${analyst}' AND (elapsed > ${limits.maxSeconds + GRACE_S}
    OR NOT hasAll(mapKeys(Settings), [${names.join(', ')}])) FORMAT JSONEachRow`;
}

const killedQuery = z.object({ query_id: z.string() });

/** The id in one line of the answer; a line that is none names nobody. */
function idOf(line: string): string[] {
  if (!line.startsWith('{')) return [];
  return [killedQuery.parse(JSON.parse(line)).query_id];
}

/** Looks each second for analysts' queries beyond their limits and stops them, until the signal ends it. */
export async function keepLimits(
  engine: KeptEngine,
  limits: AnalystLimits,
  signal: AbortSignal,
  log: (line: string) => void = () => undefined,
): Promise<void> {
  const statement = stopBeyondLimits(engine.readOnly.user, limits);
  const { user, password } = engine.readWrite;
  const headers = { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password };
  while (!signal.aborted) {
    const killed = await fetch(engine.url, { method: 'POST', body: statement, headers, signal }).then(
      (response) => response.text(),
      // An engine that is starting or ending has no queries to look at.
      () => '',
    );
    // Only their ids: a query's text may hold called numbers.
    const ids = killed.split('\n').flatMap(idOf);
    if (ids.length > 0) log(`stopped analysts' queries beyond their limits: ${ids.join(', ')}`);
    await timers.setTimeout(PERIOD_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
