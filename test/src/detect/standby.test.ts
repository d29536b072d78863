import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStack, type Stack } from '../ingest/stack.ts';
import { leading, member } from './member.ts';

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 120_000, interval: 50 });

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
});
afterAll(() => stack.stop());

/** The part of a detect worker that competes for leadership. `leave` ends it. */
describe('detect workers', () => {
  it('have one active one, and another takes over where it leaves', async () => {
    const first = member(stack.kafka);
    await eventually(() => expect(first.leads()).toBe(true));
    const others = [member(stack.kafka), member(stack.kafka)];
    const all = [first, ...others];
    let together = 0;
    const watching = setInterval(() => {
      together = Math.max(together, leading(all));
    }, 10);
    // Wait until the workers' own watch has also seen it.
    await eventually(() => expect(together).toBe(1));
    await eventually(() => expect(leading(all)).toBe(1));
    const active = all.find((one) => one.leads());
    await active?.leave();
    await eventually(() => expect(leading(all)).toBe(1));
    expect(all.find((one) => one.leads())).not.toBe(active);
    clearInterval(watching);
    expect(together).toBe(1);
    await Promise.all(all.map((one) => one.leave()));
    expect(leading(all)).toBe(0);
  });

  it('leave the lead where it is when another one joins', async () => {
    const first = member(stack.kafka);
    await eventually(() => expect(first.leads()).toBe(true));
    const others = [member(stack.kafka), member(stack.kafka), member(stack.kafka)];
    await Promise.all(others.map((one) => one.joined));
    await eventually(() => expect(first.leads()).toBe(true));
    expect(leading([first, ...others])).toBe(1);
    await Promise.all([first, ...others].map((one) => one.leave()));
  });
});
