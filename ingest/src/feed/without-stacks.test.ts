import { expect, it } from 'vitest';
import { Refusal } from './mapping/refusal.ts';
import { withoutStacks } from './without-stacks.ts';

const thrown = (run: () => unknown): Error => {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
};

it('errors have their message and no stack', () => {
  const error = thrown(() => withoutStacks(() => JSON.parse('[')));
  expect(error).toBeInstanceOf(SyntaxError);
  expect(error.message).toMatch(/JSON/);
  expect(error.stack).not.toMatch(/\n\s+at /);
});

it('the reason that a record is refused has no stack', () => {
  const error = thrown(() => {
    throw new Refusal('calling_number: is missing');
  });
  expect(error.message).toBe('calling_number: is missing');
  expect(error.stack).not.toMatch(/\n\s+at /);
});

it('other errors have their stack, also those that come later', () => {
  expect(withoutStacks(() => 1)).toBe(1);
  thrown(() => withoutStacks(() => JSON.parse('[')));
  expect(new Error('later').stack).toMatch(/\n\s+at /);
});
