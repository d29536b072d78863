import type { Running } from '@ringtrace/local/up';
import { signalCodes } from './feed/interruption.ts';
import { say } from './output.ts';

/** `R` is what was started. */
export interface Stay<R extends Pick<Running, 'stop' | 'failed'>> {
  /** Starts everything; may be asked to stop before it is done, and is then stopped as soon as it is. */
  readonly start: () => Promise<R>;
  readonly work: (running: R, signal: AbortSignal) => Promise<void>;
  /** End when the work is done. */
  readonly once?: boolean | undefined;
}

/**
 * Starts Ringtrace, runs `work` on it and, unless `once`, stays until Ctrl-C, SIGTERM, SIGHUP or the end of a service.
 * Whatever happens, everything that was started is stopped in order. Signals may come more than once. Returns the exit
 * code: that of the signal where it stopped a run of `once` half-way, and 0 otherwise.
 */
export async function stayUp<R extends Pick<Running, 'stop' | 'failed'>>({
  start,
  work,
  once = false,
}: Stay<R>): Promise<number> {
  // What a Ringtrace keeps are customers' calls: nobody else on the machine may read them.
  process.umask(0o077);
  const asked = askedToStop();
  const running = await start();
  try {
    if (asked.signal.aborted) return stopped(asked, once);
    const done = work(running, asked.signal).then(() => (once ? 'done' : asked.stop));
    const end = await Promise.race([done, asked.stop, running.failed]);
    if (end instanceof Error) throw end;
    return end === 'done' ? 0 : stopped(asked, once);
  } finally {
    asked.over();
    await running.stop();
    if (asked.exitCode() > 0 && !once)
      say('Stopped. What was sent and stored is kept: the same command goes on from there.');
  }
}

/** Stopped half-way, a run that was to finish is no success. */
function stopped({ exitCode }: Asked, once: boolean): number {
  if (!once) return 0;
  say('stopped before everything was stored and judged; run it again to go on');
  return exitCode();
}

type Asked = ReturnType<typeof askedToStop>;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function askedToStop() {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<'asked'>();
  let exitCode = 0;
  const ask = (signal: (typeof signals)[number]) => {
    if (!controller.signal.aborted) {
      exitCode = signalCodes[signal];
      say('\nStopping: the workers finish what they hold, then the services ...');
    }
    controller.abort();
    resolve('asked');
  };
  for (const signal of signals) process.on(signal, () => ask(signal));
  return {
    signal: controller.signal,
    stop: promise,
    /** Of the signal that came first; 0 while none has. */
    exitCode: () => exitCode,
    over: () => controller.abort(),
  };
}
