import { frontFailure } from '../failure.ts';
import { type ServiceProcess, startService } from '../service-process.ts';
import { type FrontSettings, toArgument } from './options.ts';

/** Starts the front in its own process and waits until it listens. Throws an error of one line where it can't. */
export function launchFront(front: FrontSettings): Promise<ServiceProcess> {
  return startService({
    name: "ClickHouse's front",
    module: new URL('./main.ts', import.meta.url),
    args: [toArgument(front)],
    failure: (stderr) => frontFailure(stderr, front),
  });
}
