import { expect, it } from 'vitest';
import { lastLead } from './person.ts';

it('knows the last lead, however the name is written', () => {
  const [lead, anna, ben] = [
    { name: 'lead', role: 'lead' },
    { name: 'Anna', role: 'lead' },
    { name: 'ben', role: 'analyst' },
  ] as const;
  expect(lastLead([lead, ben], 'LEAD')).toBe(true);
  expect(lastLead([lead, ben], 'ben')).toBe(false);
  expect(lastLead([lead, anna, ben], 'lead')).toBe(false);
  expect(lastLead([ben], 'ben')).toBe(false);
});
