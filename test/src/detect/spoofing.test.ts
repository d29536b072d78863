import { listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { tick } from '@ringtrace/detect/worker/tick';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import type { Attempt } from './network.ts';
import { burst, day, everyday, randomNumber, recorded, toLegs, type World, world } from './traffic.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

const memberCarriers = defineQuery()({
  name: 'origins of members',
  row: z.object({ upstream: z.string().nullable(), carrier: z.string() }),
  sql: `SELECT DISTINCT carrier, upstream FROM cdr WHERE (carrier, start_time, call_id) IN
    (SELECT carrier, start_time, call_id FROM campaign_calls) ORDER BY carrier, upstream`,
});

async function judged(
  attempts: readonly Attempt[],
  change: (row: string) => string = (r) => r,
): Promise<Store> {
  const target = await engine.freshStore();
  const rows = toLegs(attempts).map(({ row }) => ({ ...row, customer: change(row.customer) }));
  await store(target, rows);
  await tick(target);
  return target;
}

/** Calls from abroad that show the number of another provider's customer. */
const spoofed = (w: World, victim: number) =>
  burst(w, {
    label: 'spoofed',
    calls: 900,
    from: 'offshore',
    via: ['gateway'],
    customer: 'x',
    attestation: () => 'C',
    callers: () => victim,
    talkS: recorded(w.random, 0.3, 0.6, 24),
    fromAbroad: 'IN',
  });

describe('a spoofed number', () => {
  it("does not make its holder's provider the origin, nor its holder's calls members", async () => {
    const w = world(4);
    const victim = randomNumber(w.random);
    const own = Array.from({ length: 20 }, (_, i): Attempt => {
      const party = w.random.pick(w.people);
      return {
        at: day + 9 * 3_600_000 + i * 90_000,
        calling: victim,
        called: party.number,
        path: ['south', 'transit1', party.home],
        customer: 'victim',
        attestation: 'A',
        talkS: 60 + i,
        label: '',
      };
    });
    const target = await judged([...everyday(w, 6_000), ...spoofed(w, victim), ...own]);
    expect(await listCandidates(target)).toMatchObject([
      {
        calling_number: victim,
        origin_provider: null,
        claimed_origin: 'offshore',
        entry_provider: 'gateway',
        path: expect.arrayContaining([{ provider: 'offshore', role: 'claimed origin', reported: false }]),
      },
    ]);
    const members = await target.query(memberCarriers, {});
    expect(members).toContainEqual({ carrier: 'gateway', upstream: 'offshore' });
    expect(members).not.toContainEqual({ carrier: 'south', upstream: 'south' });
  });
});

describe('a customer', () => {
  it('whose name holds a tab is found, and so is its origin', async () => {
    const w = world(5);
    const number = randomNumber(w.random);
    const calls = burst(w, {
      label: 'tab',
      calls: 900,
      from: 'south',
      customer: 'tab',
      // Attestation that changes from call to call: nobody there knows the number.
      attestation: () => w.random.pick(['B', 'B', 'C']),
      callers: () => number,
      talkS: recorded(w.random, 0.35, 0.6, 24),
    });
    const target = await judged([...everyday(w, 6_000), ...calls], (name) =>
      name === 'tab' ? 'lead\tnorth\t"gen\n' : name,
    );
    expect(await listCandidates(target)).toMatchObject([
      { calling_number: number, origin_provider: 'south' },
    ]);
  });
});
