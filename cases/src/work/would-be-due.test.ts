import { expect, it } from 'vitest';
import { describeProvider, memoryDesk } from './desk.fixture.ts';
import { wouldBeDue } from './would-be-due.ts';

const friday15InChicago = Date.parse('2026-03-20T15:00:00-05:00');

it('an answer would be due by the zone of the provider, or by the default calendar', () => {
  const { desk } = memoryDesk();
  describeProvider(desk, 'acme', { zone: 'America/Chicago' });
  expect(wouldBeDue(desk.log, 'acme', friday15InChicago)).toMatchObject({
    due_at: Date.parse('2026-03-23T15:00:00-05:00'),
    calendar: { name: 'default', zone: 'America/Chicago' },
  });
  // In New York it is 18:00 then, and the office is shut until Monday.
  expect(wouldBeDue(desk.log, '', friday15InChicago + 2 * 3_600_000)).toMatchObject({
    due_at: Date.parse('2026-03-24T08:00:00-04:00'),
    calendar: { zone: 'America/New_York' },
  });
});
