import type { Home } from '../e2e/ringtrace.ts';
import type { Traffic } from './traffic.ts';

/**
 * Sends records as each carrier's own feed and waits until they are stored and judged.
 * @throws where the program refuses one of them
 */
export async function feedAndSettle(home: Home, ...parts: readonly Traffic[]): Promise<void> {
  for (const traffic of parts) {
    for (const [carrier, records] of traffic) {
      const input = records.map((record) => `${JSON.stringify(record)}\n`).join('');
      await home.ok(['feed', '--carrier', carrier, '--format', 'jsonl', '-'], input);
    }
  }
  await home.ok(['status', '--wait-idle']);
}
