import { describe, expect, it } from 'vitest';
import { exampleCaller, memoryApi } from '../office.fixture.ts';

const path = '/candidates/t-1/verdict';

describe('verdicts over HTTP', () => {
  it('confirm a candidate, for a reason', async () => {
    const { send } = memoryApi();
    const silent = await send('POST', path, { verdict: 'confirmed' });
    expect(silent.status).toBe(422);
    const given = await send('POST', path, { verdict: 'confirmed', reason: 'heard it', revision: 3 });
    expect(given.body).toMatchObject({ verdict: 'confirmed', by: 'anna', reason: 'heard it', callers: [] });
    expect((await send('GET', path)).body).toMatchObject({ verdict: { verdict: 'confirmed' }, revision: 3 });
    const taken = await send('POST', `${path}/take-back`, { reason: 'too early', version: 1 });
    expect(taken.body).toMatchObject({ verdict: '' });
    expect((await send('POST', `${path}/take-back`, { reason: 'again' })).status).toBe(422);
  });

  it('teach the caller that is chosen, and only where one is', async () => {
    const { send, callers } = memoryApi();
    callers.push(exampleCaller('school'), exampleCaller('thief'));
    const dismissal = { verdict: 'dismissed', reason: 'reminders of a school' };
    const open = await send('POST', path, dismissal);
    expect(open.status).toBe(422);
    expect(open.body).toMatchObject({ detail: expect.stringContaining('2 = thief') });
    expect((await send('GET', path)).body).toMatchObject({
      callers: [
        { choice: 1, who: 'school' },
        { choice: 2, who: 'thief' },
      ],
    });
    expect((await send('POST', path, { ...dismissal, teach: [3] })).status).toBe(422);
    const given = await send('POST', path, { ...dismissal, teach: [1] });
    expect(given.body).toMatchObject({ callers: [{ customer: 'school', origin_provider: 'p1' }] });
    const confirmed = { verdict: 'confirmed', reason: 'x', teach: 'all' };
    expect((await send('POST', path, confirmed)).status).toBe(422);
  });

  it('hold for what the person saw', async () => {
    const { send } = memoryApi();
    const old = await send('POST', path, { verdict: 'confirmed', reason: 'x', revision: 2 });
    expect(old.body).toMatchObject({ status: 422, detail: expect.stringContaining('revision 3 by now') });
    await send('POST', path, { verdict: 'confirmed', reason: 'x', version: 0 }, { as: 'ben' });
    const late = await send('POST', path, { verdict: 'confirmed', reason: 'x', version: 0 });
    expect(late.body).toMatchObject({ status: 409, changes: [{ type: 'verdict_given', actor: 'ben' }] });
  });

  it('make the live precision', async () => {
    const { send } = memoryApi();
    expect((await send('GET', '/verdicts/precision')).body).toMatchObject({
      items: [{ from: 0.9, right: { value: 0.75 } }],
    });
  });
});
