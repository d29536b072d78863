import { openFront } from './front.ts';
import { parseArgument } from './options.ts';

/** Runs the front as a process of its own, so that requests can't slow down or end any other process. */
async function main(): Promise<void> {
  const front = await openFront(parseArgument(process.argv[2] ?? ''));
  let leaving = false;
  const leave = () => {
    if (leaving) return;
    leaving = true;
    front.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, leave);
  process.on('disconnect', leave);
  process.send?.({ ready: true, url: front.url });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
