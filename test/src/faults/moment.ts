import { pause } from '@ringtrace/platform/pause';
import type { FaultProxy, StoreRequest } from './proxy.ts';

/** Where in a request to ClickHouse something happens. */
export const phases = ['arrived', 'sent', 'answered'] as const;
export type Phase = (typeof phases)[number];

/** Longer than the partitions of a killed worker wait for another one. */
const patienceMs = 15_000;

/**
 * Runs `act` at that moment of the next such request; after some seconds without one, anyway. True where it was met.
 * With `dropped` the request goes no further.
 */
export async function atMoment(
  proxy: FaultProxy,
  on: (request: StoreRequest) => boolean,
  phase: Phase,
  act: (request: StoreRequest | undefined) => void,
  dropped = false,
): Promise<boolean> {
  let hit: StoreRequest | undefined;
  let done = false;
  const met = new Promise<void>((resolve) => {
    const now = () => {
      if (done) return;
      done = true;
      act(hit);
      resolve();
    };
    const wanted = (request: StoreRequest) => {
      if (done || !on(request)) return false;
      hit = request;
      return true;
    };
    proxy.interfere({ on: wanted, dropped, [phase]: async () => now() });
  });
  await Promise.race([met, pause(patienceMs)]);
  proxy.interfere(undefined);
  if (done) return true;
  done = true;
  act(undefined);
  return false;
}

/** Keeps an interference until `count` requests met it, or some seconds are over; says how many did. */
export async function untilMet(
  proxy: FaultProxy,
  on: (request: StoreRequest) => boolean,
  count: number,
  what: { half?: boolean; lost?: boolean; readOnly?: boolean; delayMs?: number },
): Promise<number> {
  let met = 0;
  const enough = Promise.withResolvers<void>();
  const { delayMs = 0, ...effect } = what;
  proxy.interfere({
    ...effect,
    on: (request) => {
      if (met >= count || !on(request)) return false;
      met += 1;
      if (met === count) enough.resolve();
      return true;
    },
    arrived: () => pause(delayMs),
  });
  await Promise.race([enough.promise, pause(patienceMs)]);
  proxy.interfere(undefined);
  return met;
}

/** Lets a real refusal of the engine last until `count` inserts into the table met it. */
export async function untilRefused(proxy: FaultProxy, table: string, count: number): Promise<number> {
  let refused = 0;
  const enough = Promise.withResolvers<void>();
  proxy.interfere({
    on: (request) => request.table === table,
    answered: async (status) => {
      if (status < 400) return;
      refused += 1;
      if (refused >= count) enough.resolve();
    },
  });
  await Promise.race([enough.promise, pause(patienceMs)]);
  proxy.interfere(undefined);
  return refused;
}
