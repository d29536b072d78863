import { join } from 'node:path';
import type { Config } from '@ringtrace/platform/config';
import type { ProviderDescription } from '../../model/provider.ts';
import { groupOf } from '../group.ts';
import type { Secrets } from '../secrets.ts';
import { type Channel, type ChannelName, NotSentError, type Patience } from './channel.ts';
import { emailChannel } from './email.ts';
import { fileChannel, folderOf } from './file.ts';
import { webhookChannel } from './webhook.ts';

export type ChannelSettings = Pick<
  Config,
  'RINGTRACE_HOME' | 'RINGTRACE_OUTBOX' | 'RINGTRACE_SMTP_URL' | 'RINGTRACE_SENDER'
>;

/** The channels that the settings allow. */
export interface Channels extends Readonly<Record<ChannelName, Channel>> {
  /** The usual way to a provider: its webhook, else a contact's mail address, else a file. @param id the message's */
  wayTo(provider: string, described: Reachable | undefined, id: string): Way;
}

interface Way {
  readonly channel: ChannelName;
  readonly address: string;
}

type Reachable = Pick<ProviderDescription, 'webhook' | 'contacts'>;

export function channelsFor(
  settings: ChannelSettings,
  secrets: Secrets,
  now: () => number,
  patience?: Patience,
): Channels {
  const outbox = settings.RINGTRACE_OUTBOX ?? join(settings.RINGTRACE_HOME, 'cases', 'outbox');
  const group = groupOf(settings.RINGTRACE_SENDER);
  const smtpUrl = group.email === '' ? undefined : settings.RINGTRACE_SMTP_URL;
  return {
    file: fileChannel(outbox),
    email: smtpUrl === undefined ? noMail : emailChannel(smtpUrl, group, patience),
    webhook: webhookChannel({ secretOf: secrets.webhookOf, now, ...(patience && { patience }) }),
    wayTo(provider, described, id) {
      if (described?.webhook) return { channel: 'webhook', address: described.webhook };
      const email = described?.contacts.find((contact) => contact.email !== '')?.email;
      if (email !== undefined && smtpUrl !== undefined) return { channel: 'email', address: email };
      return { channel: 'file', address: folderOf(outbox, provider, id) };
    },
  };
}

/** Mail was set up when the message was written, and is no more. */
const noMail: Channel = {
  async send() {
    throw new NotSentError('no mail can be sent: set RINGTRACE_SMTP_URL and RINGTRACE_SENDER');
  },
};
