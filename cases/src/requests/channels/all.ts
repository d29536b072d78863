import { join } from 'node:path';
import type { Config } from '@ringtrace/platform/config';
import type { ProviderDescription } from '../../model/provider.ts';
import { RefusedError } from '../../model/refused.ts';
import { groupOf } from '../group.ts';
import type { Secrets } from '../secrets.ts';
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
  const sender = groupOf(settings.RINGTRACE_SENDER);
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

/**
 * The way to a provider by its description: its webhook, else a contact's mail address, else a file.
 * @param channel a person's choice. Throws RefusedError where the provider has no address for it
 */
export function wayTo(
  provider: Pick<ProviderDescription, 'webhook' | 'contacts' | 'name'> | undefined,
  hasMail: boolean,
  channel?: ChannelName,
): Way {
  const email = provider?.contacts.find((contact) => contact.email !== '')?.email ?? '';
  const ways: Way[] = [
    { channel: 'webhook', address: provider?.webhook ?? '' },
    { channel: 'email', address: email },
  ];
  if (channel === 'file') return file;
  if (channel === undefined)
    return ways.find((way) => way.address !== '' && (hasMail || way.channel !== 'email')) ?? file;
  const way = ways.find((one) => one.channel === channel && one.address !== '');
  if (way !== undefined) return way;
  throw new RefusedError(
    `no ${channel} of ${provider?.name || 'the provider'} is known: describe the provider first, or choose another channel`,
  );
}

interface Way {
  readonly channel: ChannelName;
  readonly address: string;
}

const file: Way = { channel: 'file', address: '' };
