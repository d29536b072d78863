import { describe, expect, it } from 'vitest';
import { memoryApi } from '../office.fixture.ts';

describe('the report over HTTP', () => {
  it('has each figure with its definition and its query', async () => {
    const { send } = memoryApi();
    const period = '/report?from=2026-01-01T00:00:00Z&to=2026-04-01T00:00:00Z';
    expect((await send('GET', `${period}&as_of=2026-02-01T00:00:00Z`)).body).toMatchObject({
      as_of: '2026-02-01T00:00:00.000Z',
      figures: [{ name: 'tracebacks', sql: 'SELECT 1 AS value', rows: [{ value: 7 }] }],
    });
    const wrong = async (query: string) => (await send('GET', `/report?${query}`)).body;
    expect(await wrong('from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z')).toMatchObject({
      fields: [{ field: 'to' }],
    });
    expect(await wrong('from=2027-01-01T00:00:00Z&to=2027-02-01T00:00:00Z')).toMatchObject({
      fields: [{ field: 'from' }],
    });
    const ahead = '&as_of=2199-01-01T00:00:00Z';
    expect(await wrong(`from=2026-01-01T00:00:00Z&to=2026-04-01T00:00:00Z${ahead}`)).toMatchObject({
      fields: [{ field: 'as_of' }],
    });
    expect(await wrong('from=2026-01-01T00:00:00Z')).toMatchObject({ fields: [{ field: 'to' }] });
  });
});

describe('providers over HTTP', () => {
  it('are described a part at a time, and nobody loses the change of another', async () => {
    const { send } = memoryApi();
    const first = await send('PUT', '/providers/acme', { name: 'Acme Telecom', zone: 'America/Chicago' });
    expect(first.body).toMatchObject({ provider: 'acme', name: 'Acme Telecom', aliases: [] });
    const second = await send('PUT', '/providers/acme', { aliases: ['acme-2'], version: 1 }, { as: 'ben' });
    expect(second.body).toMatchObject({ name: 'Acme Telecom', aliases: ['acme-2'] });
    expect((await send('PUT', '/providers/acme', { country: 'US', version: 1 })).body).toMatchObject({
      status: 409,
      changes: [{ actor: 'ben' }],
    });
    const wrong = await send('PUT', '/providers/acme', { zone: 'Chicago' });
    expect(wrong.body).toMatchObject({ status: 422, detail: expect.stringContaining('America/Chicago') });
    expect((await send('PUT', '/providers/acme', { reason: 'x' })).status).toBe(400);
    expect((await send('PUT', '/providers/acme', { nam: 'x' })).body).toMatchObject({
      fields: [{ field: 'nam' }],
    });
  });

  it('have cards as of any date, and can contest them', async () => {
    const { send } = memoryApi();
    await send('PUT', '/providers/acme', { name: 'Acme Telecom' });
    const objection = { by: 'Pat', text: 'not us', card_as_of: '2026-03-01T00:00:00Z' };
    expect((await send('POST', '/providers/acme/objections', objection)).body).toEqual({
      objection_id: 'o-1',
    });
    const ahead = { ...objection, card_as_of: '2199-01-01T00:00:00Z' };
    expect((await send('POST', '/providers/acme/objections', ahead)).body).toMatchObject({
      fields: [{ field: 'card_as_of' }],
    });
    expect((await send('GET', '/providers/acme?as_of=2199-01-01T00:00:00Z')).body).toMatchObject({
      fields: [{ field: 'as_of' }],
    });
    const path = '/providers/acme/objections/o-1/answer';
    const answer = { text: 'it was', upheld: false };
    expect((await send('POST', path, answer)).body).toEqual({ objection_id: 'o-1', upheld: false });
    expect((await send('POST', path, answer)).status).toBe(422);
    expect((await send('GET', '/providers/acme?as_of=2026-03-02T00:00:00Z')).body).toMatchObject({
      provider: 'acme',
      as_of: '2026-03-02T00:00:00.000Z',
      described: {
        name: 'Acme Telecom',
        objections: [{ objection_id: 'o-1', card_as_of: '2026-03-01T00:00:00.000Z', answer: 'it was' }],
      },
    });
    expect((await send('GET', '/providers')).body).toEqual({ items: [], total: 0 });
  });
});
