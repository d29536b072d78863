import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { createLog } from '@ringtrace/platform/log';
import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { GivenUpError, leavingOf, untilGivenUp } from './leave.ts';
import { runDetect } from './run.ts';

const query = defineQuery()({ name: 'all numbers', sql: 'SELECT 1 AS n', row: z.object({ n: z.number() }) });
const long = 3_600_000;

it('the lead is kept until the last round has ended', () => {
  const asked = new AbortController();
  const leaving = leavingOf(asked.signal, long);
  asked.abort();
  expect([leaving.giveUp.aborted, leaving.handOver.aborted]).toEqual([false, false]);
  leaving.ended();
  expect([leaving.giveUp.aborted, leaving.handOver.aborted]).toEqual([false, true]);
});

it('a round that takes too long is given up, and the lead with it', async () => {
  const asked = new AbortController();
  const leaving = leavingOf(asked.signal, 1);
  const given = new Promise((resolve) => leaving.giveUp.addEventListener('abort', resolve));
  asked.abort();
  await given;
  expect(leaving.handOver.aborted).toBe(true);
});

it('a statement under way goes on, and no other one begins', async () => {
  const giveUp = new AbortController();
  const underWay = Promise.withResolvers<void>();
  const done: string[] = [];
  const store: Store = {
    ...unreachableStore(),
    async command(sql) {
      await underWay.promise;
      done.push(sql);
    },
  };
  const held = untilGivenUp(store, giveUp.signal);
  const first = held.command('first');
  giveUp.abort();
  underWay.resolve();
  await first;
  await expect(held.command('second')).rejects.toThrow(GivenUpError);
  await expect(held.query(query, {})).rejects.toThrow(GivenUpError);
  const pieces = async () => {
    for await (const _ of held.pieces(query, {})) expect.unreachable();
  };
  await expect(pieces()).rejects.toThrow(GivenUpError);
  expect(done).toEqual(['first']);
});

it('a round that is given up is no failure', async () => {
  const asked = new AbortController();
  const giveUp = new AbortController();
  const rounds: unknown[] = [];
  const store: Store = {
    ...unreachableStore(),
    async query() {
      asked.abort();
      giveUp.abort();
      return [];
    },
  };
  await runDetect({
    store: untilGivenUp(store, giveUp.signal),
    publish: async () => {},
    log: createLog('test', 'silent'),
    signal: asked.signal,
    onRound: (end) => rounds.push(end),
  });
  expect(rounds).toEqual([]);
});
