import { expect, it } from 'vitest';
import { namesNumber } from './names-number.ts';

it.each([
  ['SELECT * FROM cdr WHERE called_number = 12025550123', true],
  ["WHERE called_number_raw = '+1 (202) 555-0123'", true],
  ["WHERE start_time > '2026-03-02 15:00:00' LIMIT 100", false],
  ['SELECT count() FROM cdr WHERE sip_code = 404', false],
])('%s names a number: %s', (sql, names) => {
  expect(namesNumber(sql)).toBe(names);
});
