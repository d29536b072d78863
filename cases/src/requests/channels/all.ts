import { join } from 'node:path';
import type { Config } from '@ringtrace/platform/config';
import type { ProviderDescription } from '../../model/provider.ts';
import type { Secrets } from '../secrets.ts';
import { senderOf } from '../sender.ts';
import { type Channel, type ChannelName, NotSentError, type Patience } from './channel.ts';
import { emailChannel } from './email.ts';
import { fileChannel } from './file.ts';
import { webhookChannel } from './webhook.ts';

type ChannelSettings = Pick<
  Config,
  'RINGTRACE_HOME' | 'RINGTRACE_OUTBOX' | 'RINGTRACE_SMTP_URL' | 'RINGTRACE_SENDER'
>;

export type Channels = Readonly<Record<ChannelName, Channel>>;

/** The channels that the settings allow; one that they don't says so when it is used. */
export function channelsFor(
  settings: ChannelSettings,
  secrets: Secrets,
  now: () => number,
  patience?: Patience,
): Channels {
  const { RINGTRACE_SMTP_URL: smtpUrl } = settings;
  const sender = senderOf(settings.RINGTRACE_SENDER);
  return {
    file: fileChannel(settings.RINGTRACE_OUTBOX ?? join(settings.RINGTRACE_HOME, 'cases', 'outbox')),
    email: smtpUrl === undefined || sender.email === '' ? noMail : emailChannel(smtpUrl, sender, patience),
    webhook: webhookChannel({ secretOf: secrets.webhookOf, now, ...(patience && { patience }) }),
  };
}

const noMail: Channel = {
  async send() {
    throw new NotSentError(
      'no mail can be sent: set RINGTRACE_SMTP_URL and RINGTRACE_SENDER, or choose another channel',
    );
  },
};

/** The way to a provider by its description: its webhook, else a contact's mail address, else a file. */
export function wayTo(provider: Pick<ProviderDescription, 'webhook' | 'contacts'> | undefined): {
  readonly channel: ChannelName;
  readonly address: string;
} {
  if (provider?.webhook) return { channel: 'webhook', address: provider.webhook };
  const email = provider?.contacts.find((contact) => contact.email !== '')?.email;
  return email === undefined ? { channel: 'file', address: '' } : { channel: 'email', address: email };
}
