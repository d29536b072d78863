import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { channelsFor, wayTo } from './all.ts';
import { fileChannel } from './file.ts';
import { impatient, never, parcel } from './parcel.fixture.ts';

const outbox = mkdtempSync(join(tmpdir(), 'ringtrace-outbox-'));
afterAll(() => rmSync(outbox, { recursive: true, force: true }));
const channel = fileChannel(outbox);

describe('requests as files', () => {
  it('are three files in a folder of the message, with the exact bytes', async () => {
    const sent = await channel.send(parcel, never);
    expect(sent).toEqual({ outcome: 'sent', address: join(outbox, 'acme', 'bat-4c8e1k7n2q') });
    expect(readdirSync(sent.address).sort()).toEqual(['request.html', 'request.json', 'request.txt']);
    expect(readFileSync(join(sent.address, 'request.txt'), 'utf8')).toBe(parcel.forms.text);
    expect(readFileSync(join(sent.address, 'request.json'), 'utf8')).toBe(parcel.forms.json);
    expect(readFileSync(join(sent.address, 'request.html'), 'utf8')).toBe(parcel.forms.html);
    expect(statSync(join(sent.address, 'request.json')).mode & 0o777).toBe(0o600);
  });

  it('that go out again replace the same files', async () => {
    const { address } = await channel.send({ ...parcel, forms: { ...parcel.forms, text: 'second' } }, never);
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
    for (const provider of names) folders.push((await channel.send({ ...parcel, provider }, never)).address);
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
    await expect(fileChannel(notAFolder).send(parcel, never)).rejects.toThrow(
      `the outbox ${notAFolder} can't be written, see RINGTRACE_OUTBOX`,
    );
  });
});

describe('the way to a provider', () => {
  const contact = { name: 'NOC', telephone: '', email: 'noc@acme.example' };

  const acme = {
    name: 'Acme',
    webhook: 'https://acme.example',
    contacts: [{ ...contact, email: '' }, contact],
  };
  const file = { channel: 'file', address: '' };
  const email = { channel: 'email', address: 'noc@acme.example' };

  it.each([
    ['its webhook', acme, true, undefined, { channel: 'webhook', address: 'https://acme.example' }],
    ['the first contact with an address', { ...acme, webhook: '' }, true, undefined, email],
    ['a file, where no mail can be sent', { ...acme, webhook: '' }, false, undefined, file],
    ['a file', { ...acme, webhook: '', contacts: [] }, true, undefined, file],
    ['a file, where nobody described it', undefined, true, undefined, file],
    ['what a person chose', acme, false, 'email' as const, email],
    ['a file, if a person chose it', acme, true, 'file' as const, file],
  ])('is %s', (_, provider, hasMail, channel, way) => {
    expect(wayTo(provider, hasMail, channel)).toEqual(way);
  });

  it('that a person chose must be known', () => {
    expect(() => wayTo({ ...acme, webhook: '' }, true, 'webhook')).toThrow('no webhook of Acme is known');
    expect(() => wayTo(undefined, true, 'email')).toThrow('no email of the provider is known');
  });

  it('by mail says which settings are missing', async () => {
    const settings = {
      RINGTRACE_HOME: outbox,
      RINGTRACE_OUTBOX: undefined,
      RINGTRACE_SMTP_URL: undefined,
      RINGTRACE_SENDER: undefined,
    };
    const secrets = { links: Buffer.alloc(32), webhookOf: () => '' };
    const { email, file } = channelsFor(settings, secrets, Date.now, impatient);
    await expect(email.send(parcel, never)).rejects.toThrow('set RINGTRACE_SMTP_URL and RINGTRACE_SENDER');
    expect((await file.send(parcel, never)).address).toBe(join(outbox, 'cases', 'outbox', 'acme', parcel.id));
  });
});
