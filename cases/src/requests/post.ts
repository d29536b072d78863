import type { Config } from '@ringtrace/platform/config';
import { requestMessage } from '@ringtrace/schemas/casework/request';
import { dayMs } from '@ringtrace/schemas/durations';
import type { Composed, Delivery, Outgoing, Sender } from '../work/sender.ts';
import { type ChannelSettings, channelsFor } from './channels/all.ts';
import { NotSentError, type Parcel, type Patience, type Sent } from './channels/channel.ts';
import { assertHidden } from './disclosure.ts';
import { formsOf, subjectOf } from './forms.ts';
import { groupOf } from './group.ts';
import { answerPath, linkAt } from './links.ts';
import { messageOf } from './message.ts';
import { openSecrets } from './secrets.ts';

type PostSettings = ChannelSettings & Pick<Config, 'RINGTRACE_ANSWER_URL'>;

export interface PostOptions {
  /** ms since 1970. */
  readonly now?: () => number;
  /** Ends a try that is under way; the message goes out later. */
  readonly signal?: AbortSignal;
  readonly patience?: Patience;
}

/** A link outlives the due time by far: a late answer is an answer, too. */
const linkLifeMs = 180 * dayMs;

/**
 * Writes requests and reminders, and sends them by the provider's channel. Throws SecretError where the instance's secret can't
 * be used. `compose` throws DisclosureError where the facts name a hop that stays hidden.
 */
export function openPost(
  settings: PostSettings,
  { now = Date.now, signal = new AbortController().signal, patience }: PostOptions = {},
): Sender {
  const secrets = openSecrets(settings.RINGTRACE_HOME);
  const channels = channelsFor(settings, secrets, now, patience);
  const base = settings.RINGTRACE_ANSWER_URL;
  const from = groupOf(settings.RINGTRACE_SENDER);
  const linkOf = (request_id: string, due_at: number) =>
    base === undefined ? '' : linkAt(base, answerPath(request_id, due_at + linkLifeMs, secrets.links));
  return {
    async compose(outgoing) {
      const { provider, described, batch_id, purpose, calendar, asked, written_at, nameOf } = outgoing;
      refuseDisclosure(outgoing);
      const message = messageOf({
        batch_id,
        purpose,
        written_at,
        from,
        to: { provider, name: described?.name || provider },
        zone: calendar.zone,
        asked: asked.map((one) => ({ ...one, link: linkOf(one.request_id, one.due_at) })),
        nameOf,
      });
      const forms = formsOf(message);
      return {
        provider,
        batch_id,
        purpose,
        ...channels.wayTo(provider, described, batch_id),
        forms: (['text', 'json', 'html'] as const).map((form) => ({ form, bytes: Buffer.from(forms[form]) })),
      };
    },
    async deliver(composed) {
      try {
        return deliveryOf(await channels[composed.channel].send(parcelOf(composed), signal));
      } catch (error) {
        if (!(error instanceof NotSentError)) throw error;
        return { delivered: false, why: error.message, later: true };
      }
    },
  };
}

function refuseDisclosure({ asked, hidden, namesOf }: Outgoing): void {
  const hops = hidden.map((provider) => ({ provider, names: namesOf(provider) }));
  for (const { facts } of asked) assertHidden(facts, hops);
}

function deliveryOf(sent: Sent): Delivery {
  if (sent.outcome === 'bounced') return { delivered: false, why: sent.why };
  return { delivered: sent.outcome === 'delivered' ? true : 'perhaps' };
}

/** The bytes may come from the log: a message that goes out again is not written anew. */
function parcelOf({ batch_id, provider, address, forms }: Composed): Parcel {
  const textOf = (wanted: string) =>
    new TextDecoder().decode(forms.find(({ form }) => form === wanted)?.bytes ?? new Uint8Array());
  const [text, json, html] = [textOf('text'), textOf('json'), textOf('html')];
  const subject = subjectOf(requestMessage.parse(JSON.parse(json)));
  return { id: batch_id, provider, address, subject, forms: { text, json, html } };
}
