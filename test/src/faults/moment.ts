import { pause } from '@ringtrace/platform/pause';
import type { FaultProxy, StoreRequest } from './proxy.ts';

/** Points in time of a request to ClickHouse: it arrived at the proxy, was sent on, was answered. */
export const phases = ['arrived', 'sent', 'answered'] as const;
export type Phase = (typeof phases)[number];

/** How long to wait, ms. It is longer than the partitions of a killed worker wait for another worker. */
const patienceMs = 15_000;

/**
 * Runs `act` at that point of the next matching request. Without such a request it runs after some seconds anyway. True
 * where there was a request. With `dropped`, the request is not sent on.
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

/** Keeps an interference in force until `count` requests met it, or some seconds are over. Returns how many did. */
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

/** Waits until `count` inserts into the table were really refused by the engine. Returns how many were. */
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
