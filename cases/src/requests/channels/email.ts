import { visible } from '@ringtrace/platform/visible';
import { createTransport, type Transporter } from 'nodemailer';
import { z } from 'zod';
import { mailFault } from '../../model/addresses.ts';
import type { Group } from '../group.ts';
import { type Failed, withAttempts } from './attempts.ts';
import { type Channel, type Parcel, type Patience, type Sent, usualPatience } from './channel.ts';

/** What nodemailer tells about a failure. */
const failure = z.object({
  message: z.string(),
  code: z.string().optional(),
  responseCode: z.number().optional(),
  command: z.string().optional(),
});

/**
 * Sends messages by a mail server: plain text and HTML, with the JSON attached. The server's consent means `sent`: another
 * server may still return the mail. A recipient or content that the server refuses for good is `bounced`.
 * @param url of the server, such as 'smtps://user:password@mail.example.org'
 */
export function emailChannel(url: string, sender: Group, patience: Patience = usualPatience): Channel {
  const transport = createTransport({
    url,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(parcel, signal) {
      const wrong = mailFault(parcel.address);
      if (wrong !== undefined) return bounced(wrong);
      return withAttempts(() => attempt(transport, parcel, sender), patience, signal);
    },
  };
}

const bounced = (why: string): Sent => ({ outcome: 'bounced', why });

async function attempt(transport: Transporter, parcel: Parcel, sender: Group): Promise<Sent | Failed> {
  try {
    await transport.sendMail(mailOf(parcel, sender));
    return { outcome: 'sent' };
  } catch (error) {
    return resultOf(failure.parse(error), parcel);
  }
}

/** The sender's own login or address may be refused as well: that says nothing about the provider. */
function resultOf(
  { message, responseCode = 0, command = '' }: z.infer<typeof failure>,
  parcel: Parcel,
): Sent | Failed {
  const isFinal = responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
  if (isFinal) return bounced(`the mail server refused it: ${visible(message)}`);
  return {
    failed: `the mail server did not take the message to ${parcel.address}, see RINGTRACE_SMTP_URL and RINGTRACE_SENDER: ${visible(message)}`,
  };
}

/** The id of a mail is the message's, so that a repeat is recognised. No header has foreign text but the address. */
function mailOf({ id, address, subject, forms }: Parcel, { name, email }: Group) {
  return {
    from: { name, address: email },
    to: { name: '', address },
    envelope: { from: email, to: [address] },
    subject,
    messageId: `<${id}@${email.split('@').at(-1)}>`,
    headers: { 'X-Ringtrace-Message': id, 'Auto-Submitted': 'auto-generated' },
    text: forms.text,
    html: forms.html,
    attachments: [{ filename: 'request.json', content: forms.json, contentType: 'application/json' }],
  };
}
