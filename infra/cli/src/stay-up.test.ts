import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { stayUp } from './stay-up.ts';

const why = 'stopped before everything was stored and judged; run it again to go on';
const signals = new EventEmitter();
const stop = vi.fn(async () => {});
let said = '';

beforeEach(() => {
  said = '';
  stop.mockClear();
  signals.removeAllListeners();
  vi.spyOn(process, 'umask').mockReturnValue(0);
  vi.spyOn(process, 'on').mockImplementation((name, listener) => {
    signals.on(name, listener);
    return process;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const running = { failed: new Promise<Error>(() => {}), stop };
/** Runs until `signal` comes in the middle of the work, or to the end where there is none. */
const run = (once: boolean, signal?: string) =>
  stayUp({
    start: async () => running,
    async work(_, stopped) {
      if (signal === undefined) return;
      signals.emit(signal);
      expect(stopped.aborted).toBe(true);
      await new Promise(() => {});
    },
    once,
  });

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])('a run to the end that %s stops half-way says so and ends with %i', async (signal, code) => {
  expect(await run(true, signal)).toBe(code);
  expect(said).toContain(why);
  expect(stop).toHaveBeenCalledOnce();
});

it('a signal is the usual end of what stays up', async () => {
  expect(await run(false, 'SIGINT')).toBe(0);
  expect(said).not.toContain(why);
  expect(said).toMatch(/^\nStopping: [\s\S]*\nStopped\. .*\n$/);
  expect(stop).toHaveBeenCalledOnce();
});

it('a run to the end ends with 0 once the work is done', async () => {
  expect(await run(true)).toBe(0);
  expect(said).not.toContain(why);
});
