import { expect, it } from 'vitest';
import { carrierDatabase } from './names.ts';

it('gives each carrier a database of its own, with a name that XML and SQL take', () => {
  const carriers = ['a.b', 'a_b', 'a-b', 'a_2eb', 'A.b', 'ab'];
  const names = carriers.map((carrier) => carrierDatabase('ringtrace', carrier));
  expect(new Set(names).size).toBe(carriers.length);
  for (const name of names) expect(name).toMatch(/^ringtrace_of_[\w-]+$/);
});
