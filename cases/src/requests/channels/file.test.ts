import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { channelsFor } from './all.ts';
import type { Parcel } from './channel.ts';
import { fileChannel, folderOf } from './file.ts';
import { impatient, never, parcel } from './parcel.fixture.ts';

const outbox = mkdtempSync(join(tmpdir(), 'ringtrace-outbox-'));
afterAll(() => rmSync(outbox, { recursive: true, force: true }));
const channel = fileChannel(outbox);
const sendTo = async (change: Partial<Parcel> = {}) => {
  const address = folderOf(outbox, change.provider ?? parcel.provider, parcel.id);
  const sent = await channel.send({ ...parcel, address, ...change }, never);
  return { ...sent, address };
};

describe('requests as files', () => {
  it('are three files in a folder of the message, with the exact bytes', async () => {
    const sent = await sendTo();
    expect(sent).toEqual({ outcome: 'sent', address: join(outbox, 'acme', 'bat-4c8e1k7n2q') });
    expect(readdirSync(sent.address).sort()).toEqual(['request.html', 'request.json', 'request.txt']);
    expect(readFileSync(join(sent.address, 'request.txt'), 'utf8')).toBe(parcel.forms.text);
    expect(readFileSync(join(sent.address, 'request.json'), 'utf8')).toBe(parcel.forms.json);
    expect(readFileSync(join(sent.address, 'request.html'), 'utf8')).toBe(parcel.forms.html);
    expect(statSync(join(sent.address, 'request.json')).mode & 0o777).toBe(0o600);
  });

  it('that go out again replace the same files', async () => {
    const { address } = await sendTo({ forms: { ...parcel.forms, text: 'second' } });
    expect(readdirSync(address)).toHaveLength(3);
    expect(readFileSync(join(address, 'request.txt'), 'utf8')).toBe('second');
  });

  it('never leave the outbox, and two providers never share a folder', async () => {
    const names = [
      '../../etc',
      '..',
      '.',
      '',
      '/etc/passwd',
      'a/b',
      'a-b',
      'a\0b',
      'Bravo, Inc.',
      'Bravo; Inc.',
      'x'.repeat(999),
    ];
    const folders = [];
    for (const provider of names) folders.push((await sendTo({ provider })).address);
    expect(new Set(folders).size).toBe(names.length);
    for (const folder of folders) {
      expect(dirname(relative(outbox, folder))).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(basename(folder)).toBe('bat-4c8e1k7n2q');
    }
  });

  it('are left for later where the outbox can not be written', async () => {
    const notAFolder = join(outbox, 'file');
    writeFileSync(notAFolder, '');
    chmodSync(notAFolder, 0o600);
    const address = folderOf(notAFolder, 'acme', parcel.id);
    await expect(fileChannel(notAFolder).send({ ...parcel, address }, never)).rejects.toThrow(
      `the outbox ${notAFolder} can't be written, see RINGTRACE_OUTBOX`,
    );
  });
});

describe('the way to a provider', () => {
  const contact = { name: 'NOC', telephone: '', email: 'noc@acme.example' };
  const acme = { webhook: 'https://acme.example', contacts: [{ ...contact, email: '' }, contact] };
  const settings = {
    RINGTRACE_HOME: outbox,
    RINGTRACE_OUTBOX: undefined,
    RINGTRACE_SMTP_URL: 'smtp://127.0.0.1:1',
    RINGTRACE_SENDER: 't@g.example',
  };
  const secrets = { links: Buffer.alloc(32), webhookOf: () => '' };
  const withMail = channelsFor(settings, secrets, Date.now, impatient);
  const noMail = channelsFor({ ...settings, RINGTRACE_SENDER: undefined }, secrets, Date.now, impatient);
  const file = { channel: 'file', address: join(outbox, 'cases', 'outbox', 'acme', 'bat-1') };
  const email = { channel: 'email', address: 'noc@acme.example' };

  it.each([
    ['its webhook', acme, withMail, { channel: 'webhook', address: 'https://acme.example' }],
    ['the first contact with an address', { ...acme, webhook: '' }, withMail, email],
    ['a file, where no mail can be sent', { ...acme, webhook: '' }, noMail, file],
    ['a file, where it has no address', { webhook: '', contacts: [] }, withMail, file],
    ['a file, where nobody described it', undefined, withMail, file],
  ])('is %s', (_, described, channels, way) => {
    expect(channels.wayTo('acme', described, 'bat-1')).toEqual(way);
  });

  it('by mail that is not set up any more says which settings are missing', async () => {
    await expect(noMail.email.send(parcel, never)).rejects.toThrow(
      'set RINGTRACE_SMTP_URL and RINGTRACE_SENDER',
    );
  });
});
