import type { feedRateRoute } from '../../../server/routes/feeds/rate.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { Answered } from '../../parts/answered.tsx';
import { countText } from '../../parts/count.ts';
import { Choice, Filters } from '../../parts/filters.tsx';
import { Section } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Time, TimeRange } from '../../parts/time.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch, usePatch } from '../../state/use-search.ts';
import { feedSearch } from './search.ts';
import type { FeedAnswer } from './sources.tsx';

type RateAnswer = AnswerOf<typeof feedRateRoute>;

/** Records over time, and the hours in which there should have been some. */
export function Rate({ feed: { carrier, sources } }: { readonly feed: FeedAnswer }) {
  const { from, to, by } = usePageSearch(feedSearch);
  const patch = usePatch();
  const newest = sources.reduce(
    (latest, row) =>
      Math.max(latest, Date.parse((by === 'calls' ? row.last_call : row.last_received) ?? '') || 0),
    0,
  );
  const found = useAnswer<typeof feedRateRoute>('/console/feeds/{carrier}/rate', {
    params: { carrier },
    query: { from, to, by },
  });
  return (
    <Section
      title="Rate"
      note="Without a range: the day before the newest record. By the time of the call, a file of an older day shows at its own hours."
    >
      <Filters>
        <Choice
          label="By"
          all="time of the call"
          value={by === 'calls' ? undefined : by}
          values={['received']}
          onChoose={(one) => patch({ by: one })}
        />
      </Filters>
      <TimeRange newest={newest} usual="its last day" />
      <Answered of={found}>
        {(rate) => (
          <>
            <Chart rate={rate} by={by} />
            <Silent silent={rate.silent} />
          </>
        )}
      </Answered>
    </Section>
  );
}

/** '5 min' of a step in seconds. */
const stepText = (s: number) =>
  s < 3_600
    ? s === 60
      ? 'minute'
      : `${s / 60} min`
    : s === 3_600
      ? 'hour'
      : s === 86_400
        ? 'day'
        : `${s / 3_600} h`;

function Chart({ rate, by }: { readonly rate: RateAnswer; readonly by: 'calls' | 'received' }) {
  const { tz } = usePageSearch(feedSearch);
  const { series, step_s } = rate;
  const rejected = series.flatMap(({ points }) => points).some((point) => point.rejected > 0);
  const lines = series.map(({ name, points }) => ({
    name,
    kind: series.length === 1 ? ('area' as const) : ('line' as const),
    points: points.map(({ at, records }) => ({ at: Date.parse(at), value: records })),
  }));
  const sums = new Map<number, number>();
  for (const { points } of series)
    for (const point of points)
      sums.set(Date.parse(point.at), (sums.get(Date.parse(point.at)) ?? 0) + point.rejected);
  const dead = {
    name: 'of all, rejected',
    kind: 'dashed' as const,
    points: [...sums].map(([at, value]) => ({ at, value })),
  };
  return (
    <LineChart
      title={by === 'calls' ? 'Legs by the time of the call' : 'Records as they came'}
      description={
        by === 'calls'
          ? 'Accepted legs, by when the call began. A hole means calls that nobody reported.'
          : 'Records of each source, by when the broker got them.'
      }
      empty="Nothing lies in this range. Choose a longer one, or the other kind of time."
      series={rejected ? [...lines, dead] : lines}
      unit={`${by === 'calls' ? 'legs' : 'records'} per ${stepText(step_s)}`}
      marks={rate.silent.map((one) => ({ at: Date.parse(one.from), label: 'silent' }))}
      tz={tz}
    />
  );
}

const Silent = ({ silent }: { readonly silent: RateAnswer['silent'] }) => (
  <>
    <h3>Silent hours</h3>
    <p className="note">
      Hours without a call, where at least half of up to 14 days before had calls in the same hour. Where no
      day before is known: hours between others with calls.
    </p>
    {silent.length === 0 ? (
      <p>There is none in this range.</p>
    ) : (
      <Rows
        caption="Silent hours"
        rows={silent}
        rowKey={({ from }) => from}
        columns={[
          { header: 'From', cell: ({ from }) => <Time at={from} /> },
          { header: 'Until', cell: ({ to }) => <Time at={to} /> },
          {
            header: 'Days before with calls in these hours',
            numeric: true,
            cell: ({ usual, known }) => `${countText(usual)} of ${countText(known)}`,
          },
        ]}
      />
    )}
  </>
);
