import { expect, it } from 'vitest';
import { anna } from '../log/log.fixture.ts';
import { tracedCall } from '../path/call-records.fixture.ts';
import { openCase } from './cases.ts';
import { byHand, memoryDesk } from './desk.fixture.ts';
import type { Desk } from './desk.ts';
import { previewMessage } from './preview-message.ts';
import { approveRequest } from './requests.ts';
import { sendRequests } from './sending.ts';
import { openTraceback } from './tracebacks.ts';

/** A draft to the same provider each time. */
async function draft(desk: Desk, minutes: number): Promise<string> {
  const { ref } = openCase(desk, anna, byHand);
  const call = { ...tracedCall, call_time: tracedCall.call_time + minutes * 60_000 };
  const { drafted } = await openTraceback(desk, anna, { case_id: ref.id, call, start: '' });
  return drafted?.ref.id ?? '';
}

const askedIn = (forms: readonly { readonly bytes: Uint8Array }[]) =>
  JSON.parse(Buffer.from(forms[0]?.bytes ?? []).toString('utf8')).asked;

it('shows what will be sent, and keeps and sends nothing', async () => {
  const { desk, log, sent } = memoryDesk();
  const [first, second, other] = [await draft(desk, 0), await draft(desk, 1), await draft(desk, 2)];
  approveRequest(desk, anna, { id: second });
  const before = log.last()?.sequence;
  const preview = await previewMessage(desk, first);
  expect(preview.requests.map(({ ref: { id } }) => id)).toEqual([first, second]);
  expect(preview.requests.map(({ ref: { id } }) => id)).not.toContain(other);
  expect(log.last()?.sequence).toBe(before);
  expect(sent).toEqual([]);

  approveRequest(desk, anna, { id: first });
  await sendRequests(desk, anna, [{ id: first }, { id: second }]);
  expect(askedIn(sent[0]?.forms ?? [])).toEqual(askedIn(preview.composed.forms));
  expect(sent[0]).toMatchObject({
    provider: preview.composed.provider,
    channel: preview.composed.channel,
  });
});

it('refuses a request that is out, and says why a message can not be written', async () => {
  const { desk } = memoryDesk();
  const id = await draft(desk, 0);
  const away: Desk = {
    ...desk,
    sender: { ...desk.sender, compose: () => Promise.reject(new Error('no mail server is set')) },
  };
  await expect(previewMessage(away, id)).rejects.toThrow("can't be written: no mail server is set");
  approveRequest(desk, anna, { id });
  await sendRequests(desk, anna, [{ id }]);
  await expect(previewMessage(desk, id)).rejects.toThrow('its letters show what did');
  await expect(previewMessage(desk, 'req-none')).rejects.toThrow('req-none');
});
