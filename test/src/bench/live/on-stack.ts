import { type Stack, startStack } from '../../ingest/stack.ts';

const running = new Set<Promise<Stack>>();
let leaving = false;

async function leave(): Promise<void> {
  leaving = true;
  for (const starting of running) await starting.then((stack) => stack.stop()).catch(() => {});
  process.exit(1);
}

/** Broker, engine and their folder are gone on Ctrl-C too. */
export function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (!leaving) void leave();
    });
}

/** Runs `use` on a broker and an engine of its own, and ends them. The engine keeps a log of its statements. */
export async function onStack<R>(use: (stack: Stack) => Promise<R>): Promise<R> {
  const starting = startStack({ queryLog: true });
  running.add(starting);
  const stack = await starting;
  try {
    return await use(stack);
  } finally {
    running.delete(starting);
    if (!leaving) await stack.stop();
  }
}
