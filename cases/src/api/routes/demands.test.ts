import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openCase } from '../../work/cases.ts';
import { byHand } from '../../work/desk.fixture.ts';
import { memoryApi } from '../office.fixture.ts';

const subpoena = {
  from: 'an attorney general',
  type: 'subpoena',
  reference: '26-0142',
  due_at: '2999-01-01T00:00:00Z',
  cut_off: '2026-01-01T00:00:00Z',
};
const made = z.object({ demand_id: z.string() });

describe('demands', () => {
  it('are noted, listed and closed, with their called numbers masked', async () => {
    const { send } = memoryApi();
    const noted = await send('POST', '/demands', {
      ...subpoena,
      due_at: '2199-01-01T00:00:00Z',
      called_numbers: [13035551234],
      providers: ['acme'],
    });
    expect(noted.status).toBe(201);
    const { demand_id } = made.parse(noted.body);
    expect(noted.body).toMatchObject({
      closed: false,
      cut_off: '2026-01-01T00:00:00.000Z',
      scope: {
        providers: ['acme'],
        called_numbers: [{ called_number: '1303555xxxx' }],
        from: null,
        to: '2026-01-01T00:00:00.000Z',
      },
    });
    expect((await send('GET', '/demands')).body).toMatchObject({ items: [{ demand_id }], total: 1 });
    const full = await send('GET', `/demands/${demand_id}?numbers=true`);
    expect(full.body).toMatchObject({ scope: { called_numbers: [{ called_number: '13035551234' }] } });
    expect((await send('POST', `/demands/${demand_id}/close`, {})).body).toMatchObject({ closed: true });
    const again = await send('POST', `/demands/${demand_id}/close`, {});
    expect(again.status).toBe(422);
  });

  it('name cases that are there, and are noted by those who may', async () => {
    const { send, failures } = memoryApi();
    const body = { ...subpoena, due_at: '2199-01-01T00:00:00Z' };
    expect((await send('POST', '/demands', { ...body, case_ids: ['case-x'] })).status).toBe(404);
    expect((await send('POST', '/demands', { ...body, due_at: '2001-01-01T00:00:00Z' })).status).toBe(422);
    expect((await send('POST', '/demands', subpoena)).status).toBe(400);
    expect((await send('POST', '/demands', body, { as: 'reader' })).status).toBe(403);
    expect(failures).toEqual([]);
  });
});

describe('packages', () => {
  it('are written by leads alone, and listed with their case', async () => {
    const { send, desk } = memoryApi();
    const { ref } = openCase(desk, { name: 'anna', reason: '' }, byHand);
    const path = `/cases/${ref.id}/packages`;
    expect((await send('GET', path)).body).toEqual({ items: [], total: 0 });
    const body = { to: 'an agency', profile: 'agency' };
    expect((await send('POST', path, body, { as: 'reader' })).status).toBe(403);
    expect((await send('POST', path, body)).status).toBe(422);
    expect((await send('POST', '/cases/case-x/packages', body)).status).toBe(404);
  });
});
