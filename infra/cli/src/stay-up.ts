import type { Running } from '@ringtrace/local/up';
import { say } from './output.ts';

export interface Stay {
  /** Starts everything; may be asked to stop before it is done, and is then stopped as soon as it is. */
  readonly start: () => Promise<Running>;
  readonly work: (running: Running, signal: AbortSignal) => Promise<void>;
  /** End when the work is done. */
  readonly once?: boolean | undefined;
}

/**
 * Starts Ringtrace, runs `work` on it and, unless `once`, stays until Ctrl-C, SIGTERM, SIGHUP or the end of a service.
 * Whatever happens, everything that was started is stopped in order. Signals may come more than once.
 */
export async function stayUp({ start, work, once = false }: Stay): Promise<number> {
  // What a Ringtrace keeps are customers' calls: nobody else on the machine may read them.
  process.umask(0o077);
  const asked = askedToStop();
  const running = await start();
  try {
    if (asked.signal.aborted) return once ? 1 : 0;
    const done = work(running, asked.signal).then(() => (once ? 'done' : asked.stop));
    const end = await Promise.race([done, asked.stop, running.failed]);
    if (end instanceof Error) throw end;
    // Asked to stop half-way through a run that was to finish: that is no success.
    return once && end === 'asked' ? 1 : 0;
  } finally {
    asked.over();
    await running.stop();
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function askedToStop() {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<'asked'>();
  const ask = () => {
    if (!controller.signal.aborted)
      say('\nStopping: the workers finish what they hold, then the services ...');
    controller.abort();
    resolve('asked');
  };
  for (const signal of signals) process.on(signal, ask);
  return { signal: controller.signal, stop: promise, over: () => controller.abort() };
}
