import { ensureCandidatesTopic } from '@ringtrace/detect/worker/topic';
import { type Leader, standForLeader } from '@ringtrace/platform/kafka/leader';
import { candidatesTopic } from '@ringtrace/schemas/topics';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Stack, startStack } from '../ingest/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

/** A detect worker as far as leading goes; `leave` ends it. */
function member(): Leader & { leave(): Promise<void> } {
  const leaving = new AbortController();
  const leader = standForLeader({
    kafka: stack.kafka,
    group: 'standby-test',
    topic: candidatesTopic,
    ensureTopic: () => ensureCandidatesTopic(stack.kafka),
    signal: leaving.signal,
  });
  return {
    ...leader,
    leave: () => {
      leaving.abort();
      return leader.left;
    },
  };
}

const leading = (members: readonly Leader[]) => members.filter((one) => one.leads()).length;
const until = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 50 });

describe('detect workers', () => {
  it('have one active one, and another takes over where it leaves', async () => {
    const first = member();
    await until(() => expect(first.leads()).toBe(true));
    const others = [member(), member()];
    const all = [first, ...others];
    let together = 0;
    const watching = setInterval(() => {
      together = Math.max(together, leading(all));
    }, 10);
    // The watch has looked too, not only this test.
    await until(() => expect(together).toBe(1));
    await until(() => expect(leading(all)).toBe(1));
    const active = all.find((one) => one.leads());
    await active?.leave();
    await until(() => expect(leading(all)).toBe(1));
    expect(all.find((one) => one.leads())).not.toBe(active);
    clearInterval(watching);
    expect(together).toBe(1);
    await Promise.all(all.map((one) => one.leave()));
    expect(leading(all)).toBe(0);
  });

  it('find an active one again after the broker was away', async () => {
    const [one, other] = [member(), member()];
    await until(() => expect(leading([one, other])).toBe(1));
    await stack.restartBroker();
    await until(() => expect(leading([one, other])).toBe(1));
    await Promise.all([one.leave(), other.leave()]);
  });
});
