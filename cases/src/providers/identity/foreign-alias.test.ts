import { expect, it } from 'vitest';
import { anna, memoryLog } from '../../log/log.fixture.ts';
import { asked, memoryDesk } from '../../work/desk.fixture.ts';
import { describeProvider } from './describe.ts';
import { refuseForeignAliases } from './foreign-alias.ts';

const reference = [{ provider_id: 'northstar', name: 'Northstar Telecom' }];

it('refuses an alias that is another provider in the reference data, and names that provider', () => {
  const { log } = memoryLog();
  const take = (aliases: string[]) =>
    log.read((r) => refuseForeignAliases(r, 'ringbridge', aliases, reference));
  expect(() => take(['rb-2', 'northstar'])).toThrow(
    'northstar is a provider of its own in the reference data (Northstar Telecom)',
  );
  expect(() => take(['rb-2'])).not.toThrow();
  // It was insisted on before, and the same list is given again.
  describeProvider(log, anna, 'ringbridge', { aliases: ['northstar'] });
  expect(() => take(['northstar', 'rb-2'])).not.toThrow();
});

it('refuses an alias that was asked as a provider', async () => {
  const { desk } = memoryDesk(['term y term']);
  await asked(desk);
  const take = () => desk.log.read((r) => refuseForeignAliases(r, 'ringbridge', ['y'], []));
  expect(take).toThrow('y was sent requests as a provider of its own');
});
