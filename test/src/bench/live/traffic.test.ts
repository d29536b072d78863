import { decodeMessage } from '@ringtrace/ingest/stages/decode';
import { validateMessage } from '@ringtrace/ingest/stages/validate';
import { createBatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import { fixedSchemas } from '@ringtrace/platform/avro/schema-source';
import { feedTopic } from '@ringtrace/schemas/topics';
import { legsOf } from '@ringtrace/simulator/legs';
import { describe, expect, it } from 'vitest';
import { labelledTraffic } from './labelled.ts';
import { leastCampaignCalls, planOf, scaled } from './plan.ts';
import { callsUntilDue, carriersOf, LiveTraffic } from './traffic.ts';

const settings = { seed: 3, rate: 300, seconds: 60, stored: 30_000 };
const plan = planOf(settings);

/** All cycles of a run, so many seconds each. */
function cyclesOf(seconds: number) {
  const traffic = new LiveTraffic(plan);
  const cycles = [];
  for (let at = plan.from; at < plan.to; at += 1_000 * seconds)
    cycles.push(traffic.cycle(Math.min(at + 1_000 * seconds, plan.to)));
  return cycles;
}
const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

describe('planOf', () => {
  it('stores as much before as it may, 90 minutes at most, up to half an hour into an hour', () => {
    expect((plan.live - plan.from) / 1_000).toBe(settings.stored / settings.rate);
    expect(
      (planOf({ ...settings, stored: 1e9 }).live - planOf({ ...settings, stored: 1e9 }).from) / 60_000,
    ).toBe(90);
    expect(new Date(plan.live).toISOString().slice(14)).toBe('30:00.000Z');
  });
});

describe('scaled', () => {
  it('keeps proportions, makes no caller larger than drawn, and none smaller than the least where it was drawn so large', () => {
    const share = { count: 3, calls: 300 };
    expect(scaled([100, 200, 300], share, 10)).toEqual([50, 100, 150]);
    expect(scaled([10, 20], share, 5)).toEqual([10, 20]);
    expect(scaled([5, 4_000], share, 20)).toEqual([5, 300]);
  });
});

describe('LiveTraffic', () => {
  const cycles = cyclesOf(5);

  it('holds the rate from the beginning on', () => {
    let made = 0;
    cycles.forEach((cycle, i) => {
      made += cycle.cdrs;
      // Campaigns that begin together may be more than the rate for a while.
      expect(made).toBeGreaterThanOrEqual(5 * settings.rate * (i + 1));
    });
    expect(made).toBe(settings.rate * ((plan.to - plan.from) / 1_000));
  });

  it('sends to topics of known carriers only, and tells of bad records', () => {
    const topics = new Set(carriersOf(plan).map(feedTopic));
    const sent = new Set(cycles.flatMap(({ messages }) => messages.map(({ topic }) => topic)));
    expect([...sent].filter((topic) => !topics.has(topic))).toEqual([]);
    const bad = sum(cycles.map((cycle) => cycle.bad));
    expect(bad).toBeGreaterThan(0);
    expect(bad).toBeLessThan(0.02 * sum(cycles.map(({ cdrs }) => cdrs)));
  });

  it('makes the same whatever the cycles are', () => {
    const due = (made: ReturnType<typeof cyclesOf>) => made.flatMap((cycle) => cycle.due);
    expect(due(cyclesOf(1))).toEqual(due(cycles));
    expect(sum(cyclesOf(7).map(({ cdrs }) => cdrs))).toBe(sum(cycles.map(({ cdrs }) => cdrs)));
  });

  it('tells of each campaign once its 200th call that is reported was sent', () => {
    const calls = new Map<string, number>();
    for (const call of labelledTraffic(plan).calls())
      if (call.campaign !== '' && legsOf(call).length > 0)
        calls.set(call.campaign, (calls.get(call.campaign) ?? 0) + 1);
    const due = cycles.flatMap((cycle) => cycle.due);
    const reached = [...calls].flatMap(([campaign, made]) => (made >= callsUntilDue ? [campaign] : []));
    expect(due.toSorted()).toEqual(reached.toSorted());
    expect(due.length).toBeGreaterThan(0);
  });

  it('sends a record once its call is over', async () => {
    const decoder = createBatchDecoder(fixedSchemas());
    const ends: number[] = [];
    for (const [cycle, { messages }] of cyclesOf(5).slice(0, 2).entries())
      for (const message of messages) {
        const value = Buffer.from(message.value ?? '');
        const read = await decodeMessage(decoder, {
          topic: message.topic,
          partition: 0,
          offset: 0,
          timestamp: plan.to,
          value,
        });
        const from = plan.from + 5_000 * cycle;
        ends.push(...validateMessage(read).accepted.map(({ end_time }) => end_time - from));
      }
    // A record is written where the call comes by. Clocks differ by seconds, and signals take up to some seconds to the first carrier.
    const late = ends.filter((end) => end < -5_000 || end > 10_000);
    expect(ends.length).toBeGreaterThan(2_000);
    expect(late.length / ends.length).toBeLessThan(0.02);
  });
});

describe('labelledTraffic', () => {
  const labelled = labelledTraffic(plan);

  it('keeps everybody within the run, and live campaigns within the live part', () => {
    const first = new Map<string, number>();
    for (const { campaign, start } of labelled.calls()) {
      expect(start).toBeGreaterThanOrEqual(plan.from);
      expect(start).toBeLessThan(plan.to);
      if (!first.has(campaign)) first.set(campaign, start);
    }
    for (const name of labelled.during) expect(first.get(name)).toBeGreaterThanOrEqual(plan.live);
    expect(labelled.campaigns.every(({ calls }) => calls >= leastCampaignCalls)).toBe(true);
  });
});
