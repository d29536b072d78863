import { describe, expect, it } from 'vitest';
import { anna } from '../log/log.fixture.ts';
import type { AnswerContent } from '../model/answer.ts';
import { tracedCall } from '../path/call-records.fixture.ts';
import { giveAnswer, previewAnswer } from './answers.ts';
import { openCase } from './cases.ts';
import { byHand, memoryDesk } from './desk.fixture.ts';
import type { Desk } from './desk.ts';
import { withEach } from './many.ts';
import { approveRequest } from './requests.ts';
import { approvedRequests, sendRequests } from './sending.ts';
import { openTraceback } from './tracebacks.ts';

const upstream: AnswerContent = { kind: 'upstream', upstream: 'v' };

/** Requests of several tracebacks that are out. */
async function askedOften(desk: Desk, times: number): Promise<string[]> {
  const ids: string[] = [];
  for (let minutes = 0; minutes < times; minutes += 1) {
    const { ref } = openCase(desk, anna, byHand);
    const call = { ...tracedCall, call_time: tracedCall.call_time + minutes * 60_000 };
    const { drafted } = await openTraceback(desk, anna, { case_id: ref.id, call, start: '' });
    if (drafted === undefined) continue;
    approveRequest(desk, anna, { id: drafted.ref.id });
    ids.push(drafted.ref.id);
  }
  await sendRequests(desk, anna, approvedRequests(desk));
  return ids;
}

const comingTo = (ids: readonly string[]) => ids.map((request_id) => ({ request_id, content: upstream }));

/** Counts how often records of calls are looked up. */
function counted(desk: Desk) {
  const looks = { calls: 0 };
  const records: Desk['records'] = {
    ...desk.records,
    calls(calls, named) {
      looks.calls += 1;
      return desk.records.calls(calls, named);
    },
  };
  return { looks, desk: { ...desk, records } };
}

describe('many answers', () => {
  it('share one look at the records, and do what single ones do', async () => {
    const { desk, looks } = counted(memoryDesk().desk);
    const ids = await askedOften(desk, 5);
    looks.calls = 0;
    const asked = await withEach(desk, comingTo(ids), async (many, { request_id, content }) => {
      expect((await previewAnswer(many, request_id, content)).after.ask).toBe('v');
      const saved = await giveAnswer(many, anna, { request_id, content, by: '', way: 'file' });
      return saved.drafted?.state.provider;
    });
    expect(asked).toEqual(['v', 'v', 'v', 'v', 'v']);
    expect(looks.calls).toBe(1);
  });

  it('look again for a provider that nobody named before', async () => {
    const { desk, looks } = counted(memoryDesk().desk);
    const ids = await askedOften(desk, 1);
    looks.calls = 0;
    await withEach(desk, comingTo(ids), (many, { request_id }) =>
      previewAnswer(many, request_id, { kind: 'upstream', upstream: 'w' }),
    );
    expect(looks.calls).toBe(2);
  });

  it('to requests that are not there need nothing', async () => {
    const { desk, looks } = counted(memoryDesk().desk);
    const preview = withEach(desk, comingTo(['req-none']), (many, { request_id, content }) =>
      previewAnswer(many, request_id, content),
    );
    await expect(preview).rejects.toThrow('there is no request');
    expect(looks.calls).toBe(0);
  });
});
