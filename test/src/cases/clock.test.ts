import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { casesSettings } from '@ringtrace/cases/model/settings';
import { requestMessage } from '@ringtrace/schemas/casework/request';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { Home, type Server, up } from '../e2e/ringtrace.ts';
import { until } from '../ingest/stack.ts';

const home = new Home({ settings: { RINGTRACE_SENDER: 'Example Group <t@group.example>' } });
let server: Server;
beforeAll(async () => {
  server = await up(home);
});
afterAll(async () => {
  await server.interrupt();
  home.remove();
});

const withId = z.object({ id: z.string() });
const opened = z.tuple([z.object({ drafted: withId })]);
const asRow = z.object({ status: z.string(), channel: z.string(), address: z.string() });

it('an approved request goes out by itself, lists show it, and the metrics of the worker count it', async () => {
  const { id: caseId } = withId.parse(
    await home.json('case', 'open', '--source', 'complaint', '--title', 'calls of a false bank'),
  );
  const [{ drafted }] = opened.parse(
    await home.json(
      ...['traceback', 'open', caseId, '--calling', '+12025550100', '--called', '+13035550100'],
      ...['--time', '2026-03-02T14:30:00Z', '--provider', 'acme'],
    ),
  );
  const file = join(home.directory, 'at-once.json');
  const rules = casesSettings.parse(JSON.parse(await home.ok(['rules', 'show'])));
  writeFileSync(file, JSON.stringify({ ...rules, send_after_s: 0 }));
  await home.ok(['rules', 'set', file, '--reason', 'no waiting for other requests']);
  await home.ok(['request', 'approve', drafted.id]);
  const rows = await until(
    'the request went out',
    () => home.rows(`SELECT status, channel, address FROM requests WHERE request_id = '${drafted.id}'`),
    ([row]) => row?.startsWith('sent') === true,
  );
  const [status, channel, address = ''] = rows[0]?.split('\t') ?? [];
  expect(asRow.parse({ status, channel, address })).toMatchObject({ status: 'sent', channel: 'file' });
  expect(address.startsWith(join(home.directory, 'cases', 'outbox', 'acme'))).toBe(true);
  const message = requestMessage.parse(JSON.parse(readFileSync(join(address, 'request.json'), 'utf8')));
  expect(message).toMatchObject({ from: { name: 'Example Group' }, requests: [{ request: drafted.id }] });
  expect(await home.ok(['request', 'show', drafted.id, '--form', 'text'])).toBe(
    readFileSync(join(address, 'request.txt'), 'utf8'),
  );

  const worker = server.read().workers.find(({ name }) => name === 'cases');
  await until(
    'the metrics of the worker',
    async () => (await fetch(`${worker?.url}/metrics`)).text(),
    (text) => text.includes('ringtrace_cases_messages_total{purpose="request",outcome="sent"} 1'),
  );
  expect((await fetch(`${worker?.url}/ready`)).status).toBe(200);
});

it('the rules are shown, changed from a file, and refused as a whole where one is wrong', async () => {
  const file = join(home.directory, 'rules.json');
  const rules = casesSettings.parse(JSON.parse(await home.ok(['rules', 'show'])));
  const due = async () =>
    z
      .object({ due_at: z.string() })
      .parse(await home.json('rules', 'due', '--time', '2026-03-20T15:00:00-04:00')).due_at;
  expect(await due()).toBe('2026-03-23T19:00:00.000Z');

  writeFileSync(file, JSON.stringify({ ...rules, answer_hours: 48 }));
  expect(await home.ok(['rules', 'set', file, '--reason', 'a longer time'])).toContain('(version 2)');
  expect(await due()).toBe('2026-03-24T19:00:00.000Z');

  writeFileSync(file, JSON.stringify({ ...rules, answr_hours: 24 }));
  const { code, stderr } = await home.run(['rules', 'set', file]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("did you mean 'answer_hours'?")]);
  expect(await due()).toBe('2026-03-24T19:00:00.000Z');

  expect((await home.ok(['rules', 'secret', 'acme'])).trim()).toMatch(/^[0-9a-f]{64}$/);
});
