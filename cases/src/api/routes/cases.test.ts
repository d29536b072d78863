import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { byHand, exampleCandidate } from '../../work/desk.fixture.ts';
import { memoryApi } from '../office.fixture.ts';

const opened = z.object({ case_id: z.string(), version: z.number() });

describe('cases over HTTP', () => {
  it('are opened by hand, and keep who did what and why', async () => {
    const { send, changes } = memoryApi();
    const answer = await send('POST', '/cases', { ...byHand, reason: 'two complaints' });
    const { case_id } = opened.parse(answer.body);
    expect(changes()).toBe(1);
    await send('POST', `/cases/${case_id}/note`, { text: 'called the subscriber' }, { as: 'ben' });
    const hold = { held: true, until: '2026-06-01T00:00:00Z', reason: 'letter of counsel' };
    expect((await send('POST', `/cases/${case_id}/hold`, { held: true })).status).toBe(422);
    expect((await send('POST', `/cases/${case_id}/hold`, hold)).body).toMatchObject({
      held: true,
      held_until: '2026-06-01T00:00:00.000Z',
    });
    const closed = await send('POST', `/cases/${case_id}/close`, { outcome: 'nothing to trace' });
    expect(closed.body).toMatchObject({ status: 'closed', closed_at: '2026-03-02T15:00:00.000Z' });
    const again = await send('POST', `/cases/${case_id}/reopen`, {});
    expect(again.body).toMatchObject({ status: 'open', closed_at: null });
    const { body } = await send('GET', `/cases/${case_id}`);
    expect(body).toMatchObject({
      title: byHand.title,
      tracebacks: [],
      events: [
        { type: 'case_opened', actor: 'anna', reason: 'two complaints' },
        { type: 'case_noted', actor: 'ben', data: { text: 'called the subscriber' } },
        { type: 'case_held' },
        { type: 'case_closed' },
        { type: 'case_reopened' },
      ],
    });
    expect((await send('POST', `/cases/${case_id}/reopen`, {})).status).toBe(422);
  });

  it("are opened for a candidate's campaign, once", async () => {
    const { send } = memoryApi();
    const first = await send('POST', '/cases', { candidate_id: 't-1' });
    expect(first.body).toMatchObject({ source: 'campaign', title: exampleCandidate.headline });
    const second = await send('POST', '/cases', { candidate_id: 't-1' });
    expect(second.status).toBe(422);
    expect(second.body).toMatchObject({
      detail: expect.stringContaining('is open for campaign c-1 already'),
    });
    expect((await send('POST', '/cases', { candidate_id: 't-2' })).status).toBe(404);
  });
});

describe('a list over HTTP', () => {
  const row = (id: string, at: string) => ({
    case_id: id,
    source: 'complaint',
    title: 'x',
    category: '',
    campaign_id: '',
    candidate_id: '',
    live: false,
    status: 'open',
    assignee: '',
    held: false,
    outcome: '',
    opened_at: at,
    closed_at: null,
    sequence: 1,
    changed_at: at,
    changed_by: 'anna',
  });

  it('says how many there are in all, and where the next page is', async () => {
    const { send, rows, wanted } = memoryApi();
    rows.set('cases', [
      row('case-3', '2026-03-03T00:00:00.000Z'),
      row('case-2', '2026-03-02T00:00:00.000Z'),
      row('case-1', '2026-03-01T00:00:00.000Z'),
    ]);
    const first = await send('GET', '/cases?status=open&limit=2&as_of=2026-03-02T00:00:00%2B01:00');
    expect(first.body).toMatchObject({ total: 3, items: [{ case_id: 'case-3' }, { case_id: 'case-2' }] });
    const { next } = z.object({ next: z.string() }).parse(first.body);
    await send('GET', `/cases${next}`);
    expect(wanted[1]).toEqual({
      filters: { status: 'open' },
      limit: 2,
      as_of: Date.parse('2026-03-01T23:00:00Z'),
      behind: { time: '2026-03-02T00:00:00.000Z', id: 'case-2' },
    });
    expect((await send('GET', '/cases')).body).toMatchObject({ next: null });
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['limit=x', 'limit'],
    ['as_of=yesterday', 'as_of'],
    ['status=open&status=closed', 'status'],
    ['order=asc', 'order'],
    ['status=opne', 'status'],
    ['as_of=0001-01-01T00:00:00Z', 'as_of'],
    ['as_of=2199-01-01T00:00:00Z', 'as_of'],
    ['behind=2026-01-01T00:00:00Z', 'behind'],
  ])('refuses ?%s', async (query, field) => {
    const { send } = memoryApi();
    const { status, body } = await send('GET', `/cases?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ fields: [{ in: 'query', field }] });
  });
});
