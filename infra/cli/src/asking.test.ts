import { expect, it } from 'vitest';
import { Asking } from './asking.ts';

const fail = (message: string) => () => Promise.reject(new Error(message));

it('gives what was answered, and names what was not under its reason', async () => {
  const asking = new Asking();
  const answers = await Promise.all([
    asking.ask('feeds', fail('away\nat line 3')),
    asking.ask('CDRs', async () => 0),
    asking.ask('campaigns', fail('no such table')),
    asking.ask('candidates', fail('away')),
  ]);
  expect(answers).toEqual([null, 0, null, null]);
  expect(asking.unanswered).toEqual([
    { what: ['candidates', 'feeds'], why: 'away' },
    { what: ['campaigns'], why: 'no such table' },
  ]);
});

it('tells reasons in the words that it was given', async () => {
  const asking = new Asking((error) => `it said ${error}`);
  await asking.ask('lag', () => Promise.reject('no'));
  expect(asking.unanswered).toEqual([{ what: ['lag'], why: 'it said no' }]);
});
