import { anna } from '@ringtrace/cases/log/log.fixture';
import { describeProvider } from '@ringtrace/cases/providers/identity/describe';
import { asked, memoryDesk } from '@ringtrace/cases/work/desk.fixture';
import { find } from '@ringtrace/cases/work/find';
import type { SentBatch } from '@ringtrace/cases/work/sending';
import { expect, it } from 'vitest';
import { sendingNotes } from './sending-notes.ts';
import { sentInWords } from './tell.ts';

const none = {
  RINGTRACE_SENDER: undefined,
  RINGTRACE_SMTP_URL: undefined,
  RINGTRACE_ANSWER_URL: undefined,
};
const all = {
  RINGTRACE_SENDER: 'Group <t@group.example>',
  RINGTRACE_SMTP_URL: 'smtp://mail.example',
  RINGTRACE_ANSWER_URL: 'https://traceback.example',
};

const { desk } = memoryDesk();
const { request_id } = await asked(desk);
const request = desk.log.read((r) => find(r, 'request', request_id));
const sent: SentBatch[] = [
  { provider: 'y', batch_id: 'bat-1', requests: [request], delivered: 'perhaps', why: '' },
];
const noEmail = () => undefined;

it('tells of a message without a sender or a link', () => {
  const notes = sendingNotes(none, sent, noEmail).join('\n');
  expect(notes).toContain('RINGTRACE_SENDER is not set');
  expect(notes).toContain('RINGTRACE_ANSWER_URL is not set');
  expect(sendingNotes(all, sent, noEmail)).toEqual([]);
  expect(sendingNotes(none, [], noEmail)).toEqual([]);
});

it('tells of a file for a provider that has a mail address', () => {
  describeProvider(desk.log, anna, 'y', { contacts: [{ name: '', email: 'noc@y.example', telephone: '' }] });
  const described = (id: string) => desk.log.read((r) => r.load({ kind: 'provider', id })?.state);
  expect(sendingNotes(none, sent, described).join('\n')).toContain('No mail went to y');
  expect(sendingNotes(none, sent, noEmail).join('\n')).not.toContain('No mail');
});

it('names the way by which each message went', () => {
  const told = sentInWords(sent);
  expect(told).toMatch(/ file /);
  expect(told).toContain(request.state.address);
});
