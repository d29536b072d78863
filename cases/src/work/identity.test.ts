import { describe, expect, it } from 'vitest';
import { previewAnswer } from './answers.ts';
import { asked, describeProvider, memoryDesk } from './desk.fixture.ts';
import { identityOf } from './identity.ts';

const reference = [
  { provider_id: 'n1', name: 'Northstar' },
  { provider_id: 'n2', name: 'Northstar' },
  { provider_id: 's1', name: 'Southbell' },
];

describe('a name', () => {
  it('means the provider that alone has it', () => {
    const { desk } = memoryDesk();
    describeProvider(desk, 'w1', { name: 'Westcom', aliases: ['wst'], former_names: ['Wagon Telephone'] });
    const idOf = desk.log.read((r) => identityOf(r, reference));
    for (const said of ['w1', 'W1', 'wst', 'westcom', ' Wagon Telephone ']) expect(idOf(said)).toBe('w1');
    expect(idOf('SOUTHBELL')).toBe('s1');
    expect(idOf(' nobody known ')).toBe('nobody known');
  });

  it('that two providers share means neither, and an id means its own', () => {
    const { desk } = memoryDesk();
    describeProvider(desk, 'w1', { name: 'Westcom', former_names: ['Southbell'] });
    describeProvider(desk, 'w2', { name: 'Westcom' });
    const idOf = desk.log.read((r) => identityOf(r, reference));
    expect(['Northstar', 'Westcom', 'Southbell', 'n1', 's1', 'w2'].map((said) => idOf(said))).toEqual([
      'Northstar',
      'Westcom',
      'Southbell',
      'n1',
      's1',
      'w2',
    ]);
    expect(idOf.meant?.('northstar')).toEqual(['n1', 'n2']);
    expect(idOf.meant?.('southbell')).toEqual(['s1', 'w1']);
  });

  it('that two ids of one provider share means that provider', () => {
    const { desk } = memoryDesk();
    describeProvider(desk, 'n1', { name: 'Northstar', aliases: ['n2'] });
    const idOf = desk.log.read((r) => identityOf(r, reference));
    expect(idOf('Northstar')).toBe('n1');
    expect(idOf('n2')).toBe('n1');
  });

  it('in an answer that may mean several providers is told before the answer is saved', async () => {
    const { desk, memory } = memoryDesk();
    const { request_id } = await asked(desk);
    memory.names = reference;
    const { check, after } = await previewAnswer(desk, request_id, {
      kind: 'upstream',
      upstream: 'Northstar',
    });
    expect(check.findings).toContain(
      "'Northstar' may mean n1 or n2: ask who it is, and amend the answer with the id",
    );
    expect(after).toMatchObject({ ask: 'Northstar' });
  });
});
