import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formsOf } from './forms.ts';
import { exampleLetter } from './letter.fixture.ts';
import { answerPath, LinkError, linkAt, requestOfLink, withoutTokens } from './links.ts';
import { messageOf } from './message.ts';
import { openSecrets } from './secrets.ts';

const secret = randomBytes(32);
const expires = Date.UTC(2026, 3, 1);
const tokenOf = (path: string) => path.slice('/answer/'.length);
const token = tokenOf(answerPath('req-7k3f9q2m4d', expires, secret));
const never: (request_id: string) => boolean = () => false;

function whyNot(text: string, now = expires - 1, isUsed = never, key: Uint8Array = secret): string {
  try {
    return `good for ${requestOfLink(text, key, now, isUsed)}`;
  } catch (error) {
    return error instanceof LinkError ? error.why : `not a LinkError: ${error}`;
  }
}

describe('a message for readers', () => {
  it('has no link by which anybody could answer, in any form, and is else the same', () => {
    const link = `https://group.example${answerPath('req-7k3f9q2m4d', expires, secret)}`;
    const letter = { ...exampleLetter, asked: exampleLetter.asked.map((one) => ({ ...one, link })) };
    for (const form of Object.values(formsOf(messageOf(letter)))) {
      expect(form).toContain(token);
      const shown = Buffer.from(withoutTokens(Buffer.from(form))).toString();
      expect(shown).toBe(form.replaceAll(token, '(withheld)'));
    }
    const bytes = Uint8Array.of(0xff, 0x2f, 0x00);
    expect(withoutTokens(bytes)).toBe(bytes);
  });
});

describe('a link', () => {
  it('is good for its request until it expires', () => {
    expect(whyNot(token)).toBe('good for req-7k3f9q2m4d');
    expect(whyNot(token, expires)).toBe('good for req-7k3f9q2m4d');
    expect(whyNot(token, expires + 1)).toBe('expired');
  });

  it('is refused once its request was answered by it', () => {
    expect(whyNot(token, expires - 1, (id) => id === 'req-7k3f9q2m4d')).toBe('used');
    expect(whyNot(token, expires - 1, (id) => id === 'req-other')).toBe('good for req-7k3f9q2m4d');
  });

  it('is refused with any character changed, cut or added', () => {
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'Q' : 'A';
      const changed = `${token.slice(0, at)}${other}${token.slice(at + 1)}`;
      // The last character of base64 holds two bits that no byte has.
      const sameBytes = Buffer.from(changed, 'base64url').equals(Buffer.from(token, 'base64url'));
      if (!(sameBytes && at === token.length - 1)) expect(whyNot(changed), changed).toBe('forged');
      expect(whyNot(token.slice(0, at))).toBe('forged');
    }
    for (const text of [
      '',
      '.',
      '..',
      `${token}.`,
      `${token}.x`,
      `${token}A`,
      'a.b',
      '%00.%00',
      `${token.split('.')[0]}.`,
    ])
      expect(whyNot(text), text).toBe('forged');
  });

  it('is refused under another secret, and for another request or time', () => {
    expect(whyNot(token, expires - 1, never, randomBytes(32))).toBe('forged');
    const [, signature] = token.split('.');
    for (const claims of [
      ['req-other', 'answer', expires],
      ['req-7k3f9q2m4d', 'answer', expires + 1],
      ['req-7k3f9q2m4d', 'read', expires],
    ])
      expect(whyNot(`${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`)).toBe(
        'forged',
      );
  });

  it('says what to do', () => {
    expect(() => requestOfLink(token, secret, expires + 1, never)).toThrow(
      'this link was good until 2026-04-01T00:00:00.000Z: ask the traceback group for a new one',
    );
    expect(() => requestOfLink('x', secret, 0, never)).toThrow('copy it whole');
  });

  it('stands behind the public address, with or without a slash at its end', () => {
    expect(linkAt('https://t.example/x/', '/answer/a.b')).toBe('https://t.example/x/answer/a.b');
    expect(linkAt('https://t.example', '/answer/a.b')).toBe('https://t.example/answer/a.b');
  });
});

describe('secrets', () => {
  const home = mkdtempSync(join(tmpdir(), 'ringtrace-secrets-'));
  const file = join(home, 'cases', 'secret.key');
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('are made once, for the owner alone', () => {
    const first = openSecrets(home);
    const bytes = readFileSync(file);
    expect(bytes).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = openSecrets(home);
    expect(again.links.equals(first.links)).toBe(true);
    expect(again.webhookOf('acme')).toBe(first.webhookOf('acme'));
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('differ by purpose and by provider, and are not the file itself', () => {
    const { links, webhookOf } = openSecrets(home);
    const all = [
      links.toString('hex'),
      webhookOf('acme'),
      webhookOf('beta'),
      readFileSync(file).toString('hex'),
    ];
    expect(new Set(all).size).toBe(4);
  });

  it('are refused where others may read them, or where bytes are missing', () => {
    chmodSync(file, 0o640);
    expect(() => openSecrets(home)).toThrow(`others may read ${file}: run 'chmod 600 ${file}'`);
    chmodSync(file, 0o600);
    truncateSync(file, 31);
    expect(() => openSecrets(home)).toThrow('must hold 32 bytes and holds 31');
  });
});
