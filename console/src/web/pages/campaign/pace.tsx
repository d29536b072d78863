import { hourMs } from '@ringtrace/schemas/durations';
import type { campaignPaceRoute } from '../../../server/routes/campaign/pace.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Section } from '../../parts/page.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useBaseSearch } from '../../state/use-search.ts';

interface Props {
  readonly id: string;
  /** ISO 8601: when so many calls had begun that a campaign is opened. */
  readonly eventTime: string;
  /** Why there are no calls, where there are none. */
  readonly noCalls: string;
}

type Pace = AnswerOf<typeof campaignPaceRoute>;

const minutesPerHour = 60;

/** Two points an hour, so that the line is flat within the hour. */
const flat = (hours: Pace['hours'], value: (hour: Pace['hours'][number]) => number) =>
  hours.flatMap((hour) => [
    { at: hour.at, value: value(hour) },
    { at: hour.at + hourMs - 1, value: value(hour) },
  ]);

/** Values per minute, whatever the length of a step. */
export function paceSeries({ steps, step_s, hours }: Pace) {
  const perMinute = (calls: number) => (calls * 60) / step_s;
  const [first, last] = [steps[0]?.at ?? 0, (steps.at(-1)?.at ?? 0) + step_s * 1_000];
  // An hour is drawn where the campaign has calls: at its ends it may be cut.
  const within = <P extends { readonly at: number }>(points: readonly P[]) =>
    points.map((point) => ({ ...point, at: Math.min(last, Math.max(first, point.at)) }));
  return [
    {
      name: 'calls of the campaign',
      kind: 'area' as const,
      points: steps.map(({ at, calls }) => ({ at, value: perMinute(calls) })),
    },
    {
      name: 'ordinary calling explains',
      kind: 'dashed' as const,
      points: within(flat(hours, ({ ordinary }) => ordinary / minutesPerHour)),
    },
  ];
}

const stepWords = (step_s: number) =>
  step_s === 60 ? 'Each point is one minute.' : `Each point is the mean of ${step_s / 60} minutes.`;

export function PaceSection({ id, eventTime, noCalls }: Props) {
  const { tz } = useBaseSearch();
  const answer = useAnswer<typeof campaignPaceRoute>('/console/campaigns/{id}/pace', { params: { id } });
  return (
    <Section title="Pace">
      <Answered of={answer}>
        {(pace) => (
          <LineChart
            title="Calls per minute"
            description={`Calls of the campaign by the start of their first leg. ${stepWords(pace.step_s)} A machine calls evenly; people do not.`}
            unit="calls per minute"
            series={paceSeries(pace)}
            marks={[{ at: Date.parse(eventTime), label: 'enough calls to open' }]}
            tz={tz}
            empty={noCalls}
            notes={[
              'The dashed line is the baseline: calls an hour that ordinary calling explains at the same numbers and places, spread evenly over the hour. Conversations of two minutes and more tell how many these are, as ordinary traffic of the same hour has them.',
            ]}
          />
        )}
      </Answered>
    </Section>
  );
}
