import { expect, it } from 'vitest';
import { RefusedError } from '../model/refused.ts';
import { describeProvider, memoryDesk } from './desk.fixture.ts';
import { NoSuchError } from './find.ts';
import { knownProvider } from './known-provider.ts';

const reference = [
  { provider_id: 'n1', name: 'Northstar' },
  { provider_id: 'n2', name: 'Northstar' },
  { provider_id: 'southbell', name: 'Southbell' },
];
const { desk } = memoryDesk();
describeProvider(desk, 'westcom', { name: 'Westcom', aliases: ['wst'] });
const known = (said: string) =>
  desk.log.read((r) => knownProvider(r, said, { reference, named: ['ringbridge'] }));

it('finds a provider by its id, an alias, its name, or an id that only records name', () => {
  expect(['westcom', 'wst', 'WESTCOM', ' southbell ', 'Southbell', 'n2', 'ringbridge'].map(known)).toEqual([
    'westcom',
    'westcom',
    'westcom',
    'southbell',
    'southbell',
    'n2',
    'ringbridge',
  ]);
});

it('refuses a name of several, and one of nobody, with the way out', () => {
  expect(() => known('northstar')).toThrow(RefusedError);
  expect(() => known('northstar')).toThrow(
    "several providers are called 'northstar': give one of the ids n1, n2",
  );
  expect(() => known('ringbrigde')).toThrow(NoSuchError);
  expect(() => known('ringbrigde')).toThrow("no provider 'ringbrigde' is known; did you mean 'ringbridge'?");
  expect(() => known('qqqqqqqqqq')).toThrow(
    "no provider 'qqqqqqqqqq' is known: 'ringtrace provider list' lists",
  );
});
