import { describe, expect, it } from 'vitest';
import { rendered } from '../rendered.fixture.tsx';
import { PageGate } from './gate.tsx';

const me = (role: string, carrier: string | null, ...rights: string[]) =>
  [[['me'], { name: 'carl', role, carrier, rights, version: '0' }]] as const;
const gate = <PageGate needs="look">the inbox</PageGate>;

describe('the gate of a page', () => {
  it('lets in who may see it', async () => {
    expect(await rendered(gate, { answers: me('analyst', null, 'look') })).toContain('the inbox');
  });

  it('leads a person of a carrier from the front door to the own page, without a refusal', async () => {
    const html = await rendered(gate, { answers: me('carrier', 'keystone', 'cards', 'feeds') });
    expect(html).not.toContain('You may not see');
    expect(html).not.toContain('the inbox');
  });

  it('refuses any other page with a way to the own one', async () => {
    const html = await rendered(gate, {
      at: '/report',
      answers: me('carrier', 'keystone', 'cards', 'feeds'),
    });
    expect(html).toContain('You may not see this page');
    expect(html).toContain('href="/providers/keystone"');
  });
});
