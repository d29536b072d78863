import { expect, it } from 'vitest';
import { asOfFrom } from './time.ts';

it('takes no moment that lies ahead for --as-of', () => {
  const now = Date.parse('2026-03-04T12:00:00Z');
  expect(asOfFrom(undefined, now)).toBe(now);
  expect(asOfFrom('2026-03-04', now)).toBe(Date.parse('2026-03-04T00:00:00Z'));
  expect(() => asOfFrom('2026-03-05', now)).toThrow('--as-of must not lie in the future');
  expect(() => asOfFrom('2026-03-04T12:00:01Z', now)).toThrow('Without --as-of, it is now');
});
