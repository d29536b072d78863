import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { emailChannel } from './email.ts';
import { impatient, never, parcel } from './parcel.fixture.ts';

const sender = { name: 'Example "Traceback" Group', email: 'traceback@group.example' };

/** A mail as the server got it. */
interface Got {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const refusal = (code: number, message: string) => Object.assign(new Error(message), { responseCode: code });

/** A real mail server on a port of its own. */
async function startServer(options: SMTPServerOptions = {}) {
  const mails: Got[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      text(stream).then((raw) => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), raw });
        done();
      }, done);
    },
    ...options,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { mails, url: `smtp://127.0.0.1:${port}` };
}

const send = (url: string, change = {}) =>
  emailChannel(url, sender, impatient).send({ ...parcel, ...change }, never);

/** Body of the part with this content type, decoded. */
function partOf(raw: string, type: string): string {
  const part = raw.split(/\r\n--[^\r\n]*\r\n/).find((one) => one.startsWith(`Content-Type: ${type}`)) ?? '';
  const at = part.indexOf('\r\n\r\n');
  const [head, body] = [part.slice(0, at), part.slice(at + 4)];
  if (/encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  if (!/encoding: quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
const lines = (value: string) => value.replaceAll('\r\n', '\n').trim();
const headOf = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');

describe('requests by mail', () => {
  it('are text and HTML with the JSON attached, byte by byte', async () => {
    const { mails, url } = await startServer();
    expect(await send(url)).toEqual({ outcome: 'sent' });
    expect(mails).toHaveLength(1);
    const { from, to, raw } = mails[0] ?? { from: '', to: [], raw: '' };
    expect([from, to]).toEqual(['traceback@group.example', ['noc@acme.example']]);
    expect(lines(partOf(raw, 'text/plain'))).toBe(lines(parcel.forms.text));
    expect(lines(partOf(raw, 'text/html'))).toBe(lines(parcel.forms.html));
    expect(partOf(raw, 'application/json')).toBe(parcel.forms.json);
    expect(raw).toMatch(/multipart\/mixed[\s\S]*multipart\/alternative/);
  });

  it('have an id by which a repeat is known, and ask for no automatic replies', async () => {
    const { mails, url } = await startServer();
    await send(url);
    await send(url);
    for (const { raw } of mails) {
      expect(headOf(raw)).toContain('Message-ID: <bat-4c8e1k7n2q@group.example>');
      expect(headOf(raw)).toContain('X-Ringtrace-Message: bat-4c8e1k7n2q');
      expect(headOf(raw)).toContain('Auto-Submitted: auto-generated');
    }
    expect(mails).toHaveLength(2);
  });

  it('bounce where the server refuses the recipient', async () => {
    const { url, mails } = await startServer({
      onRcptTo: (_, __, done) => done(refusal(550, 'no such user')),
    });
    const sent = await send(url);
    expect(sent).toMatchObject({ outcome: 'bounced', why: expect.stringContaining('550 no such user') });
    expect(mails).toEqual([]);
  });

  it('bounce where the server refuses the content', async () => {
    const { url } = await startServer({
      onData: (stream, _, done) => text(stream).then(() => done(refusal(554, 'looks like spam')), done),
    });
    expect(await send(url)).toMatchObject({
      outcome: 'bounced',
      why: expect.stringContaining('looks like spam'),
    });
  });

  it('are tried again after a temporary failure', async () => {
    let tries = 0;
    const { url, mails } = await startServer({
      onRcptTo: (_, __, done) => {
        tries += 1;
        done(tries < 3 ? refusal(451, 'greylisted') : null);
      },
    });
    expect(await send(url)).toMatchObject({ outcome: 'sent' });
    expect([tries, mails.length]).toEqual([3, 1]);
  });

  it('are left for later where the failure stays', async () => {
    let tries = 0;
    const { url } = await startServer({
      onRcptTo: (_, __, done) => {
        tries += 1;
        done(refusal(451, 'greylisted'));
      },
    });
    await expect(send(url)).rejects.toThrow(/did not take the message to noc@acme.example.*greylisted/);
    expect(tries).toBe(impatient.attempts);
  });

  it('are left for later where the server refuses the sender, or is not there: the provider has no part in it', async () => {
    const { url } = await startServer({ onMailFrom: (_, __, done) => done(refusal(550, 'unknown sender')) });
    await expect(send(url)).rejects.toThrow(/see RINGTRACE_SMTP_URL and RINGTRACE_SENDER: .*unknown sender/);
    await expect(send('smtp://127.0.0.1:1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it.each([
    'noc@acme.example\r\nBcc: all@victim.example',
    'noc@acme.example, all@victim.example',
    'Name <noc@acme.example>',
    'noc@acme.example>\r\nRCPT TO:<all@victim.example',
    'noc',
    '',
  ])('bounce without a try where the address is %j', async (address) => {
    const { url, mails } = await startServer();
    expect(await send(url, { address })).toMatchObject({
      outcome: 'bounced',
      why: expect.stringMatching(/^'[^\r\n]*' is no mail address/),
    });
    expect(mails).toEqual([]);
  });

  it('have no header that a subject or a sender made up', async () => {
    const { url, mails } = await startServer();
    const evil = { name: 'Eve\r\nBcc: all@victim.example', email: 'eve@group.example' };
    await emailChannel(url, evil, impatient).send(
      { ...parcel, subject: 'x\r\nBcc: all@victim.example\r\n\r\nbody' },
      never,
    );
    const [mail] = mails;
    expect(mail?.to).toEqual(['noc@acme.example']);
    expect(headOf(mail?.raw ?? '')).not.toMatch(/^Bcc:/m);
    expect(lines(partOf(mail?.raw ?? '', 'text/plain'))).toBe(lines(parcel.forms.text));
  });
});
