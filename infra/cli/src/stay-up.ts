import type { Running } from '@ringtrace/local/up';
import { say } from './output.ts';

/**
 * Runs `work` on a started Ringtrace and, unless `once`, stays until Ctrl-C, SIGTERM or the end of a service.
 * Whatever happens, everything is stopped in order. A second Ctrl-C is not needed and does no harm.
 */
export async function stayUp(
  running: Running,
  work: (running: Running, signal: AbortSignal) => Promise<void>,
  once = false,
): Promise<number> {
  const asked = new AbortController();
  const stopped = new Promise<'asked'>((resolve) => {
    const ask = () => {
      if (!asked.signal.aborted) say('\nStopping: the workers finish what they hold, then the services ...');
      asked.abort();
      resolve('asked');
    };
    process.on('SIGINT', ask);
    process.on('SIGTERM', ask);
    process.on('SIGHUP', ask);
  });
  try {
    const done = work(running, asked.signal).then(() => (once ? 'done' : stopped));
    const end = await Promise.race([done, stopped, running.failed]);
    if (end instanceof Error) throw end;
    // Asked to stop half-way through a run that was to finish: that is no success.
    return once && end === 'asked' ? 1 : 0;
  } finally {
    asked.abort();
    await running.stop();
  }
}
