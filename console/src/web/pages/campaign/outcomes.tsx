import { percent } from '@ringtrace/detect/candidates/percent';
import type { campaignOutcomesRoute } from '../../../server/routes/campaign/outcomes.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Bars } from '../../charts/bars.tsx';
import { Histogram } from '../../charts/histogram.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Section } from '../../parts/page.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { inFull, type ShownCampaign } from './shown.ts';

interface Props {
  readonly id: string;
  readonly messages: ShownCampaign['messages'];
  /** Why there are no calls, where there are none. */
  readonly noCalls: string;
}

export type Outcomes = AnswerOf<typeof campaignOutcomesRoute>;

/** Two sections show these; they are asked for once. */
export const useOutcomes = (id: string) =>
  useAnswer<typeof campaignOutcomesRoute>('/console/campaigns/{id}/outcomes', { params: { id } });

export function OutcomesSection({ id, messages, noCalls }: Props) {
  const answer = useOutcomes(id);
  return (
    <Section
      title="How the calls ended"
      note="These figures are of the records as they are stored now. The words at the top and the evidence below are of the moment of judging: they take only the calls in excess of ordinary calling, and call usual what lies within a margin of the mean. So both may differ by some points."
    >
      <Answered
        of={answer}
        empty={({ calls }) => calls === 0}
        emptyText={`${noCalls} The evidence below was kept when they were judged.`}
      >
        {(outcomes) => (
          <>
            <Durations outcomes={outcomes} messages={messages} />
            <Answering outcomes={outcomes} />
          </>
        )}
      </Answered>
    </Section>
  );
}

/** The share of the longer calls, in words, that end near a length. */
const messagesInWords = (messages: Props['messages']) =>
  messages.map(
    ({ seconds, share }) => `${percent(share)} of the calls heard for longer end near ${seconds} s`,
  );

function Durations({
  outcomes: { bins, bin_s, message, answered },
  messages,
}: {
  readonly outcomes: Outcomes;
  readonly messages: Props['messages'];
}) {
  const longest = (bins.length - 1) * bin_s;
  const over = bins.at(-1) ?? 0;
  const lengths = messagesInWords(messages);
  return (
    <Histogram
      title="Durations of answered calls"
      description={
        message === null
          ? 'Nobody stayed long enough to hear a message.'
          : `The commonest duration beyond hang-ups is ${message.from} to ${message.to} s: ${percent(message.share)} of the calls that are longer than a hang-up end there or in a bin beside it. A recording ends alike for all who hear it out.`
      }
      unit="seconds"
      bins={bins.slice(0, -1).map((count, i) => ({ from: i * bin_s, to: (i + 1) * bin_s, count }))}
      {...(message === null ? {} : { mark: { ...message, label: 'mode' } })}
      notes={[
        `${inFull(Math.round(answered.value * answered.of))} answered calls in bins of ${bin_s} s; ${inFull(over)} of them last ${longest} s and more, and are not drawn.`,
        ...(lengths.length === 0 ? [] : [`Messages by the judge: ${lengths.join('; ')}.`]),
      ]}
    />
  );
}

function Answering({ outcomes: { calls, answered, short, usual } }: { readonly outcomes: Outcomes }) {
  return (
    <Bars
      title="Answered and short calls, beside the usual"
      description="People hang up on campaigns, or do not answer. Short are answered calls that end within 6 s."
      unit="share"
      max={1}
      rows={[
        { label: 'answered', ...bounds(answered) },
        ...(usual === null
          ? []
          : [{ label: 'usual, answered', value: usual.answered, kind: 'other' as const }]),
        ...(short.of === 0 ? [] : [{ label: 'short', ...bounds(short) }]),
        ...(usual === null ? [] : [{ label: 'usual, short', value: usual.short, kind: 'other' as const }]),
      ]}
      notes={[
        `Answered: of ${inFull(calls)} calls. Short: of ${inFull(short.of)} answered calls. Usual: the same shares of all calls of the hours that are not suspicious, weighed by the calls of the campaign in each hour.`,
      ]}
    />
  );
}

const bounds = ({ value, low, high }: Outcomes['answered']) => ({ value, low, high });
