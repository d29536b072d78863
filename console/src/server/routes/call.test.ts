import { expect, it } from 'vitest';
import { isMaskOf } from './call.ts';

it.each([
  ['a303555xxxx@sw1', 'a3035551234@sw1', true],
  ['a303555xxxx@sw1', 'a3035551234@sw2', false],
  ['a303555xxxx@sw1', 'a303555abcd@sw1', false],
  ['a303555xxxx', 'a30355512345', false],
])('%s stands for %s: %s', (masked, text, expected) => {
  expect(isMaskOf(masked, text)).toBe(expected);
});
