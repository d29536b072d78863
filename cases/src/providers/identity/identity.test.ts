import { describe, expect, it } from 'vitest';
import { anna, memoryLog } from '../../log/log.fixture.ts';
import { describeProvider } from './describe.ts';
import { readIdentities } from './identities.ts';
import { answerObjection, fileObjection } from './objections.ts';

const { log, clock } = memoryLog();
const told = (id: string, changes: Parameters<typeof describeProvider>[3]) =>
  describeProvider(log, anna, id, changes);

describe('who a provider is', () => {
  it('follows aliases, and keeps what is not changed', () => {
    told('west', { name: 'West Telecom', aliases: ['west-1', 'west-2'], zone: 'America/Chicago' });
    expect(told('west', { country: 'US' })).toMatchObject({ name: 'West Telecom', country: 'US' });
    const known = log.read((reader) => readIdentities(reader));
    expect(known.resolve('west-2')).toBe('west');
    expect(known.resolve('nobody')).toBe('nobody');
    expect(known.find('west-1')?.provider.zone).toBe('America/Chicago');
    expect(known.find('nobody')).toBeUndefined();
  });

  it('gives an alias to one provider alone', () => {
    expect(() => told('east', { aliases: ['west-1'] })).toThrow(
      'west-1 is an alias of west already: an alias belongs to one provider. Take it from west first',
    );
    expect(() => told('west-1', { name: 'x' })).toThrow('west-1 is an alias of west: describe west');
    expect(() => told('east', { aliases: ['west'] })).toThrow('west is described as a provider of its own');
    expect(() => told('east', { aliases: ['east'] })).toThrow('needs no alias of its own id');
  });

  it('frees an alias that is taken away', () => {
    told('west', { aliases: ['west-1'] });
    told('east', { aliases: ['west-2'] });
    expect(log.read((reader) => readIdentities(reader)).resolve('west-2')).toBe('east');
  });

  it('shows who continues whom, and refuses a circle', () => {
    told('one-eye', { name: 'One Eye', continues: ['one-owl'] });
    told('illum', { name: 'Illum', continues: ['one-eye'] });
    const known = log.read((reader) => readIdentities(reader));
    expect(known.continuedBy('one-owl')).toEqual(['one-eye']);
    expect(() => told('one-owl', { continues: ['illum'] })).toThrow("one-owl can't continue itself");
  });

  it('is as of a moment what it was then', () => {
    const before = clock.now;
    clock.now += 1_000;
    told('west', { name: 'West Communications' });
    expect(log.read((reader) => readIdentities(reader, before)).find('west')?.provider.name).toBe(
      'West Telecom',
    );
  });

  it.each([
    [{ zone: 'Chicago' }, "the provider's zone: 'Chicago' is not a time zone"],
    [{ zone: '-05:00' }, "the provider's zone: '-05:00' is not a time zone"],
    [{ calendar: 'nights' }, "there is no calendar 'nights'; there are 'default'"],
    [{ country: 'usa' }, "'usa' is no country"],
    [{ webhook: 'west.example' }, "the webhook 'west.example' is no URL"],
    [{ webhook: 'https://ann:secret@west.example/' }, 'must not hold a user or password'],
    [
      { contacts: [{ name: 'noc', email: 'noc at west', telephone: '' }] },
      "'noc at west' is no mail address",
    ],
    [{ contacts: [{ name: 'noc', email: 'noc@west', telephone: '' }] }, "'noc@west' is no mail address"],
    [{ continues: ['west telecom'] }, "'west telecom' is no id of a provider"],
  ])('refuses %o', (changes, message) => {
    expect(() => told('west', changes)).toThrow(message);
  });
});

describe('an objection', () => {
  it('is kept with the provider, and answered once', () => {
    const said = { by: 'counsel of west', text: 'the calls were not ours', card_as_of: clock.now };
    expect(fileObjection(log, anna, 'west-1', said)).toBe('o-1');
    expect(fileObjection(log, anna, 'never-described', said)).toBe('o-1');
    answerObjection(log, anna, 'west', { objection_id: 'o-1', text: 'removed', upheld: true });
    const objections = log.read((reader) => readIdentities(reader)).find('west')?.provider.objections;
    expect(objections).toMatchObject([{ ...said, answer: 'removed', upheld: true }]);
    expect(() =>
      answerObjection(log, anna, 'west', { objection_id: 'o-1', text: 'again', upheld: false }),
    ).toThrow('was answered on');
    expect(() =>
      answerObjection(log, anna, 'west', { objection_id: 'o-2', text: 'x', upheld: false }),
    ).toThrow('west has no objection o-2: it has o-1');
  });
});
