import { createLog } from '@ringtrace/platform/log';
import { describe, expect, it, vi } from 'vitest';
import { keepService, type Launched } from './keep-service.ts';
import { Restarts } from './restarts.ts';

const log = createLog('test', 'silent');
const atOnce = { firstMs: 0, longestMs: 0, healthyAfterMs: 60_000 };

class Process implements Launched {
  readonly #exit = Promise.withResolvers<number | null>();
  readonly exited = this.#exit.promise;
  stops = 0;
  die(code: number | null): void {
    this.#exit.resolve(code);
  }
  async stop(): Promise<void> {
    this.stops += 1;
    this.die(0);
  }
}

/** A service whose launches are listed; the launches numbered in `failing` throw. */
async function keep({ failing = [], most = 3 }: { failing?: readonly number[]; most?: number } = {}) {
  const launches: { process: Process; before: Process | undefined }[] = [];
  let count = 0;
  const launch = async (before: Process | undefined) => {
    count += 1;
    if (failing.includes(count)) throw new Error('the port is in use');
    const process = new Process();
    launches.push({ process, before });
    return process;
  };
  const restarts = new Restarts({ ...atOnce, most: { deaths: most, withinMs: 60_000 } });
  const kept = await keepService({ name: 'Kafka', launch, hint: 'see its log', log, restarts });
  const next = (n: number) => vi.waitFor(() => expect(launches.length).toBe(n), { timeout: 120_000 });
  return { kept, launches, next };
}

describe('a service that dies', () => {
  it('is started again, and gets the process that ran before', async () => {
    const { kept, launches, next } = await keep();
    launches[0]?.process.die(null);
    await next(2);
    expect(launches[1]?.before).toBe(launches[0]?.process);
    await vi.waitFor(() => expect(kept.current).toBe(launches[1]?.process), { timeout: 120_000 });
    await kept.stop();
    expect(launches[1]?.process.stops).toBe(1);
  });

  it('is not started again after too many deaths, with the reason; a failed start counts as one', async () => {
    const { kept, launches } = await keep({ failing: [2, 3] });
    launches[0]?.process.die(1);
    expect((await kept.failed).message).toMatch(
      /^Kafka ended by itself again and again, at last: the port is in use \(see its log\)\. Nothing/,
    );
    await kept.stop();
    expect(launches.length).toBe(1);
  });

  it('that does not start the first time is an error', async () => {
    await expect(keep({ failing: [1] })).rejects.toThrow('the port is in use');
  });
});

describe('a stop', () => {
  it('does not count as a death', async () => {
    const { kept, launches } = await keep({ most: 1 });
    await kept.stop();
    expect(launches.length).toBe(1);
    expect(await Promise.race([kept.failed, 'well'])).toBe('well');
  });

  it('also stops a process that is just being started again', async () => {
    const slow = Promise.withResolvers<void>();
    const processes: Process[] = [];
    let begun = 0;
    const kept = await keepService({
      name: 'Kafka',
      hint: '',
      log,
      restarts: new Restarts(atOnce),
      launch: async () => {
        begun += 1;
        if (processes.length > 0) await slow.promise;
        const process = new Process();
        processes.push(process);
        return process;
      },
    });
    processes[0]?.die(1);
    await vi.waitFor(() => expect(begun).toBe(2), { timeout: 120_000 });
    const stopped = kept.stop();
    slow.resolve();
    await stopped;
    expect(processes.length).toBe(2);
    expect(processes[1]?.stops).toBe(1);
  });
});
