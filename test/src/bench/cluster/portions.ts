import type { FeedMessage } from '@ringtrace/platform/kafka/session';
import type { Plan } from '../live/plan.ts';
import { LiveTraffic } from '../live/traffic.ts';

/** Feed messages that arrive together, and the CDRs in them. */
export interface Portion {
  readonly messages: readonly FeedMessage[];
  readonly cdrs: number;
  /** How many of them must become dead letters. */
  readonly bad: number;
}

/** Carriers send what they have each second. */
const cycleMs = 1_000;

/** All of a plan's traffic in as many portions, each of the same span of event time. It is the same for every form of the store. */
export function* portionsOf(plan: Plan, count: number): Generator<Portion> {
  const traffic = new LiveTraffic(plan);
  const offsets = new Map<string, number>();
  // A call that ended after its message came would be refused.
  const timestamp = Date.now();
  const spanMs = (plan.to - plan.from) / count;
  for (let i = 0; i < count; i += 1) {
    const to = plan.from + (i + 1) * spanMs;
    const messages: FeedMessage[] = [];
    let [cdrs, bad] = [0, 0];
    for (let at = plan.from + i * spanMs; at < to; at += cycleMs) {
      const cycle = traffic.cycle(Math.min(at + cycleMs, to));
      cdrs += cycle.cdrs;
      bad += cycle.bad;
      for (const { topic, value } of cycle.messages) {
        const offset = offsets.get(topic) ?? 0;
        offsets.set(topic, offset + 1);
        messages.push({ topic, partition: 0, offset, timestamp, value });
      }
    }
    yield { messages, cdrs, bad };
  }
}
