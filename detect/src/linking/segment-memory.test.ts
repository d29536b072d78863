import { beforeEach, describe, expect, it } from 'vitest';
import type { Change } from './change.ts';
import type { LinkableSegment } from './linkable-segment.ts';
import { MemorySegments, storedSegment } from './memory-source.fixture.ts';
import { SegmentMemory } from './segment-memory.ts';

let source: MemorySegments;
let memory: SegmentMemory;
beforeEach(() => {
  source = new MemorySegments();
  memory = new SegmentMemory(source);
});

const told = ({ gone, come }: Change<LinkableSegment>) => {
  const named = (segments: readonly LinkableSegment[]) =>
    segments.map(({ segment_id, build, calls }) => `${segment_id} build ${build}, ${calls} calls`).sort();
  return { gone: named(gone), come: named(come) };
};
const update = async () => told(await memory.update());
const ordinary = (n: number, more: Parameters<typeof storedSegment>[1] = {}) =>
  storedSegment(n, { verdict: 'ordinary', ...more });
const other = { calling_number: 12_025_550_199 };

describe('memory of segments', () => {
  it('reads what was judged, once', async () => {
    source.judge(5, [storedSegment(5), ordinary(5, other)]);
    expect(await update()).toEqual({ gone: [], come: ['s-5-12025550100 build 1, 400 calls'] });
    expect(memory.has('s-5-12025550100')).toBe(true);
    expect(memory.has('s-5-12025550199')).toBe(false);
    source.reads.length = 0;
    expect(await update()).toEqual({ gone: [], come: [] });
    expect(source.reads).toEqual(['judgedHours']);
  });

  it('replaces the segments of an hour that is judged again, and of no other', async () => {
    source.judge(5, [storedSegment(5), storedSegment(5, other)]);
    source.judge(6, [storedSegment(6)]);
    await memory.update();
    source.judge(5, [storedSegment(5)]);
    expect(await update()).toEqual({
      gone: ['s-5-12025550100 build 1, 400 calls', 's-5-12025550199 build 1, 400 calls'],
      come: ['s-5-12025550100 build 3, 400 calls'],
    });
    expect(memory.has('s-5-12025550100')).toBe(true);
    expect(memory.has('s-5-12025550199')).toBe(false);
    source.judge(5, []);
    expect(await update()).toEqual({ gone: ['s-5-12025550100 build 3, 400 calls'], come: [] });
  });

  it('takes in ordinary hours of a number within 24 hours, without calls', async () => {
    for (const n of [25, 26, 74, 75]) source.judge(n, [ordinary(n), ordinary(n, other)]);
    source.judge(50, [storedSegment(50)]);
    expect((await update()).come).toEqual([
      's-26-12025550100 build 2, 0 calls',
      's-50-12025550100 build 5, 400 calls',
      's-74-12025550100 build 3, 0 calls',
    ]);
  });

  it('takes in ordinary hours of a customer, and of no other source', async () => {
    const customers = { calling_number: 0, segment_id: 'customer' };
    source.judge(5, [storedSegment(5, customers)]);
    source.judge(6, [
      ordinary(6, { ...customers, segment_id: 'same' }),
      ordinary(6, { ...customers, segment_id: 'next', place_customer: 'y' }),
    ]);
    expect((await update()).come).toEqual(['customer build 1, 400 calls', 'same build 2, 0 calls']);

    const shared = { place: 'claimed' as const, place_provider: 'p', place_customer: '' };
    source.judge(40, [storedSegment(40, { calling_number: 0, segment_id: 'shared', ...shared })]);
    source.judge(41, [ordinary(41, { calling_number: 0, segment_id: 'calm', ...shared })]);
    expect((await update()).come).toEqual(['shared build 3, 400 calls']);
  });

  it('takes in ordinary hours that were judged later, and lets them go with what they spoke for', async () => {
    source.judge(5, [storedSegment(5)]);
    await memory.update();
    source.judge(7, [ordinary(7)]);
    expect(await update()).toEqual({ gone: [], come: ['s-7-12025550100 build 2, 0 calls'] });
    source.judge(5, []);
    expect(await update()).toEqual({
      gone: ['s-5-12025550100 build 1, 400 calls', 's-7-12025550100 build 2, 0 calls'],
      come: [],
    });
    source.judge(6, [storedSegment(6, other)]);
    expect(await update()).toEqual({ gone: [], come: ['s-6-12025550199 build 4, 400 calls'] });
  });

  it('keeps an ordinary hour that speaks for an hour further away than the one judged again', async () => {
    source.judge(10, [storedSegment(10)]);
    source.judge(30, [ordinary(30)]);
    await memory.update();
    source.judge(50, [storedSegment(50, other)]);
    expect(await update()).toEqual({ gone: [], come: ['s-50-12025550199 build 3, 400 calls'] });
  });

  it('keeps ordinary hours that nothing changed, and replaces those judged again', async () => {
    source.judge(5, [storedSegment(5)]);
    source.judge(6, [ordinary(6)]);
    source.judge(7, [ordinary(7)]);
    await memory.update();
    source.judge(7, [ordinary(7)]);
    expect(await update()).toEqual({
      gone: ['s-7-12025550100 build 3, 0 calls'],
      come: ['s-7-12025550100 build 4, 0 calls'],
    });
  });

  it.each(['judgedHours', 'segments', 'ordinarySegments'])(
    'changes nothing where the read %s fails',
    async (read) => {
      source.judge(5, [storedSegment(5)]);
      await memory.update();
      source.judge(5, [storedSegment(5, other)]);
      source.judge(6, [ordinary(6, other)]);
      source.failing = read;
      await expect(memory.update()).rejects.toThrow(`${read} is away`);
      expect(memory.has('s-5-12025550100')).toBe(true);
      expect(memory.has('s-5-12025550199')).toBe(false);
      source.failing = undefined;
      expect(await update()).toEqual({
        gone: ['s-5-12025550100 build 1, 400 calls'],
        come: ['s-5-12025550199 build 2, 400 calls', 's-6-12025550199 build 3, 0 calls'],
      });
    },
  );

  it('takes the newer build where an hour is judged once more between two reads', async () => {
    source.judge(5, [storedSegment(5)]);
    const { segments } = source;
    source.segments = async (hours) => {
      source.judge(5, [storedSegment(5)]);
      source.segments = segments;
      return segments.call(source, hours);
    };
    expect((await update()).come).toEqual(['s-5-12025550100 build 2, 400 calls']);
    expect(await update()).toEqual({ gone: [], come: [] });
  });
});
