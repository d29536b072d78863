import { describe, expect, it } from 'vitest';
import { openConsoleFile } from './console-file.ts';
import { peopleIn } from './people.ts';
import { type Role, rightsOf } from './rights.ts';
import type { Session } from './session.ts';
import { type NewView, viewsIn } from './views.ts';

const lead = { name: 'lea', reason: 'they joined us' };

async function inMemory() {
  const file = openConsoleFile(':memory:');
  const people = peopleIn(file);
  const add = async (name: string, role: Role, carrier = ''): Promise<Session> => {
    await people.add({ name, role, carrier }, lead);
    return { name, role, carrier: carrier === '' ? undefined : carrier, may: rightsOf(role) };
  };
  const sessions = {
    anna: await add('anna', 'analyst'),
    ben: await add('ben', 'analyst'),
    lea: await add('lea', 'lead'),
    cora: await add('cora', 'carrier', 'northstar'),
  };
  return { file, people, views: viewsIn(file, () => 1_772_564_136_000), ...sessions };
}

const view = (name: string, shared = false): NewView => ({
  name,
  path: '/calls',
  search: '?calling=12025550123&tz=local',
  shared,
});

describe('saved views', () => {
  it('are seen by their owner, and by others where they are shared', async () => {
    const { views, anna, ben } = await inMemory();
    views.save(anna, view('mine'));
    views.save(anna, view('ours', true));
    expect(views.seenBy(anna)).toMatchObject([
      { ...view('mine'), owner: 'anna', saved_at: 1_772_564_136_000 },
      { ...view('ours', true), owner: 'anna' },
    ]);
    expect(views.seenBy(ben).map(({ name }) => name)).toEqual(['ours']);
  });

  it('of a carrier stay with it, and it sees none of others', async () => {
    const { views, anna, ben, cora } = await inMemory();
    views.save(anna, view('ours', true));
    views.save(cora, view('feed'));
    expect(() => views.save(cora, view('for all', true))).toThrow('without sharing');
    expect(views.seenBy(cora).map(({ name }) => name)).toEqual(['feed']);
    expect(views.seenBy(ben).map(({ name }) => name)).toEqual(['ours']);
    const [shared] = views.seenBy(ben);
    expect(() => views.remove(cora, shared?.id ?? 0)).toThrow('there is no view');
  });

  it('are replaced under their name, and stay one', async () => {
    const { views, anna, ben } = await inMemory();
    const first = views.save(anna, view('day', true));
    const second = views.save(anna, { ...view('day'), path: '/cases' });
    expect(second).toMatchObject({ id: first.id, path: '/cases', shared: false });
    views.save(ben, view('day'));
    expect(views.seenBy(anna)).toHaveLength(1);
  });

  it('are removed by their owner, and where they are shared by a lead', async () => {
    const { views, anna, ben, lea } = await inMemory();
    const { id: own } = views.save(anna, view('mine'));
    const { id: shared } = views.save(anna, view('ours', true));
    expect(() => views.remove(ben, own)).toThrow(`there is no view ${own}`);
    expect(() => views.remove(lea, own)).toThrow(`there is no view ${own}`);
    expect(() => views.remove(ben, shared)).toThrow('ask anna or a lead');
    views.remove(lea, shared);
    views.remove(anna, own);
    expect(views.seenBy(anna)).toEqual([]);
    expect(() => views.remove(anna, own)).toThrow('there is no view');
  });

  it('have an end, which says the way out', async () => {
    const { views, anna } = await inMemory();
    for (let i = 0; i < 200; i++) views.save(anna, view(`view ${i}`));
    expect(() => views.save(anna, view('one more'))).toThrow('remove one first');
    views.save(anna, { ...view('view 7'), path: '/cases' });
    expect(views.seenBy(anna)).toHaveLength(200);
  });

  it('go with the person who is taken away', async () => {
    const { views, people, anna, ben } = await inMemory();
    views.save(anna, view('ours', true));
    people.remove('anna', lead);
    expect(views.seenBy(ben)).toEqual([]);
  });

  it('stay in the file when it is opened again', async () => {
    const { file, views, anna } = await inMemory();
    views.save(anna, view('mine'));
    expect(viewsIn(file).seenBy(anna)).toHaveLength(1);
  });
});
