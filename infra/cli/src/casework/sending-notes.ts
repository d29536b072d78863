import type { Standing } from '@ringtrace/cases/log/transaction';
import type { SentBatch } from '@ringtrace/cases/work/sending';
import type { Config } from '@ringtrace/platform/config';
import { visible } from '@ringtrace/platform/visible';

type Sending = Pick<Config, 'RINGTRACE_SENDER' | 'RINGTRACE_SMTP_URL' | 'RINGTRACE_ANSWER_URL'>;

/** Settings come from the environment and the .env file of the process that sends: the worker's may be others. */
const here = "in this terminal. The worker 'cases' sends with the settings of 'ringtrace up'";

/**
 * What a person would not expect of messages that this process wrote: without a sender, a link, or mail.
 * @param described a provider as somebody described it; undefined = nobody has
 */
export function sendingNotes(
  settings: Sending,
  sent: readonly SentBatch[],
  described: (provider: string) => Standing<'provider'>['state'] | undefined,
): string[] {
  const written = sent.filter(({ batch_id }) => batch_id !== '');
  if (written.length === 0) return [];
  const unmailed = written
    .filter(({ requests }) => requests[0]?.state.channel === 'file')
    .map(({ provider }) => provider)
    .filter((provider) => described(provider)?.contacts.some(({ email }) => email !== ''));
  return [
    ...(settings.RINGTRACE_SENDER === undefined
      ? [`The messages name no sender to reply to: RINGTRACE_SENDER is not set ${here}.`]
      : []),
    ...(settings.RINGTRACE_ANSWER_URL === undefined
      ? [`The messages have no link for the answer: RINGTRACE_ANSWER_URL is not set ${here}.`]
      : []),
    ...(unmailed.length === 0
      ? []
      : [
          `No mail went to ${unmailed.map(visible).join(', ')}, though a mail address is known: RINGTRACE_SMTP_URL and RINGTRACE_SENDER with an address are not both set ${here}. Bring the files to them.`,
        ]),
  ];
}
