import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { requestMessage } from '@ringtrace/schemas/casework/request';
import { afterAll, expect, it } from 'vitest';
import { anna } from '../log/log.fixture.ts';
import { defaultSettings } from '../model/settings.ts';
import { tracedCall } from '../path/call-records.fixture.ts';
import { openCase } from '../work/cases.ts';
import { byHand, changeSettings, describeProvider } from '../work/desk.fixture.ts';
import { approveRequest } from '../work/requests.ts';
import { openTraceback } from '../work/tracebacks.ts';
import { deskIn } from './round.fixture.ts';
import { createTick } from './tick.ts';

const home = mkdtempSync(join(tmpdir(), 'ringtrace-killed-'));
const children: ChildProcess[] = [];

/** A provider's webhook. It takes the first message, and never says so. */
const posted: { readonly id: string; readonly body: string }[] = [];
const webhook = createServer(async (request, response) => {
  posted.push({ id: `${request.headers['x-ringtrace-message']}`, body: await text(request) });
  if (posted.length > 1) response.end();
  webhook.emit('posted');
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  webhook.closeAllConnections();
  webhook.close();
  rmSync(home, { recursive: true, force: true });
});

it('a message whose sender is killed at it goes out again under its id, and is in the log once as delivered', async () => {
  webhook.listen(0, '127.0.0.1');
  await once(webhook, 'listening');
  const address = webhook.address();
  const desk = deskIn(home);
  describeProvider(desk, 'y', {
    webhook: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
  });
  const opened = openCase(desk, anna, byHand);
  const { drafted } = await openTraceback(desk, anna, {
    case_id: opened.ref.id,
    call: tracedCall,
    start: '',
  });
  const id = drafted?.ref.id ?? '';
  changeSettings(desk, { ...defaultSettings, send_after_s: 0 });
  approveRequest(desk, anna, { id });
  desk.log.close();

  const child = spawn(process.execPath, [join(import.meta.dirname, 'round.fixture.ts'), home], {
    stdio: 'inherit',
  });
  children.push(child);
  await once(webhook, 'posted');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const later = deskIn(home, 11 * 60_000);
  const stateOf = () => later.log.read((r) => r.load({ kind: 'request', id })?.state);
  expect(stateOf()).toMatchObject({ status: 'sent', delivered_at: 0 });
  await createTick(later)();
  expect(stateOf()?.status).toBe('approved');
  later.log.close();

  const muchLater = deskIn(home, 22 * 60_000);
  await createTick(muchLater)();
  expect(muchLater.log.read((r) => r.events({ kind: 'request', id }).map(({ type }) => type))).toEqual([
    'request_drafted',
    'request_approved',
    'request_sent',
    'request_not_sent',
    'request_sent',
    'request_delivered',
  ]);
  muchLater.log.close();
  expect(posted).toHaveLength(2);
  expect(new Set(posted.map((message) => message.id)).size).toBe(1);
  for (const { id: batch, body } of posted)
    expect(requestMessage.parse(JSON.parse(body))).toMatchObject({ batch, requests: [{ request: id }] });
});
