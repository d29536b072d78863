import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tracedCall } from '../../path/call-records.fixture.ts';
import { byHand } from '../../work/desk.fixture.ts';
import { memoryApi } from '../office.fixture.ts';

const opened = z.object({ case_id: z.string() });
const example = {
  calling_number: tracedCall.calling_number,
  call_time: new Date(tracedCall.call_time).toISOString(),
};

describe('example calls of a case', () => {
  it('are traced without their called number, each by itself', async () => {
    const { send } = memoryApi();
    const { case_id } = opened.parse((await send('POST', '/cases', { candidate_id: 't-1' })).body);
    const none = { ...example, call_time: '2026-01-01T00:00:00Z' };
    const { status, body } = await send('POST', `/cases/${case_id}/tracebacks`, {
      examples: [none, example],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      opened: [{ call: { calling_number: String(example.calling_number) }, drafted: { status: 'draft' } }],
      refused: [{ call_time: '2026-01-01T00:00:00.000Z', why: expect.stringContaining('no such example') }],
    });
    expect(JSON.stringify(body)).not.toContain(String(tracedCall.called_number));
    const again = await send('POST', `/cases/${case_id}/tracebacks`, { examples: [example] });
    expect(again.status).toBe(422);
    expect(JSON.stringify(again.body)).toContain('traced already');
  });

  it('are none where no candidate stands behind the case', async () => {
    const { send } = memoryApi();
    const { case_id } = opened.parse((await send('POST', '/cases', byHand)).body);
    const { status } = await send('POST', `/cases/${case_id}/tracebacks`, { examples: [example] });
    expect(status).toBe(422);
  });
});

describe('a traceback whose request was withdrawn', () => {
  it('asks its provider again, once', async () => {
    const { send } = memoryApi();
    const { case_id } = opened.parse((await send('POST', '/cases', { candidate_id: 't-1' })).body);
    const { body } = await send('POST', `/cases/${case_id}/tracebacks`, { examples: [example] });
    const shape = z.object({
      opened: z.tuple([
        z.object({ traceback_id: z.string(), drafted: z.object({ request_id: z.string() }) }),
      ]),
    });
    const [{ traceback_id, drafted }] = shape.parse(body).opened;
    expect((await send('POST', `/tracebacks/${traceback_id}/ask`, {})).status).toBe(422);
    await send('POST', `/requests/${drafted.request_id}/withdraw`, { reason: 'a mistake' });
    const asked = await send('POST', `/tracebacks/${traceback_id}/ask`, {});
    expect(asked.body).toMatchObject({ drafted: { status: 'draft', provider: 'y' } });
  });
});

it('a case tells the verdict on its candidate', async () => {
  const { send } = memoryApi();
  const { case_id } = opened.parse((await send('POST', '/cases', { candidate_id: 't-1' })).body);
  expect((await send('GET', `/cases/${case_id}`)).body).toMatchObject({ verdict: null });
  await send('POST', '/candidates/t-1/verdict', { verdict: 'dismissed', reason: 'a school' });
  expect((await send('GET', `/cases/${case_id}`)).body).toMatchObject({
    verdict: { verdict: 'dismissed', reason: 'a school' },
  });
});
