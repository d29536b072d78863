import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { checkUndisturbed } from './undisturbed.ts';

const stage = { build: 5, first: 0, end: 3_600 };
const whole = { forgotten: 0, unread: 0, read: 7, kept: 7, unwritten: 0 };
const check = (losses: object) =>
  checkUndisturbed(
    answeringStore({ 'calls that a judgement has lost': [{ ...whole, ...losses }] }).store,
    stage,
    [60],
  );

it('lets a judgement pass that has read all calls there are', async () => {
  await expect(check({})).resolves.toBeUndefined();
});

it.each([{ forgotten: 1 }, { unread: 1 }, { kept: 6 }, { read: 6 }, { unwritten: 1 }])(
  'throws where another worker has deleted something: %o',
  async (losses) => {
    await expect(check(losses)).rejects.toThrow('stitched calls were deleted');
  },
);
