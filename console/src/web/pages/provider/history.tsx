import { hourMs } from '@ringtrace/schemas/durations';
import type { providerHistoryRoute } from '../../../server/routes/provider.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Section } from '../../parts/page.tsx';
import { Time } from '../../parts/time.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch } from '../../state/use-search.ts';
import { providerSearch } from './search.ts';
import { rareShare, roleText } from './words.ts';

type HistoryAnswer = AnswerOf<typeof providerHistoryRoute>;
type Share = HistoryAnswer['cards'][number]['suspicious'];
interface Point {
  readonly at: number;
  readonly share: Share;
}

interface Props {
  readonly provider: string;
  readonly as_of: string | undefined;
}

/** Each figure of the card as it stood at several dates, and the legs of each day. */
export function History({ provider, as_of }: Props) {
  const found = useAnswer<typeof providerHistoryRoute>('/console/providers/{provider}/history', {
    params: { provider },
    query: { as_of },
    live: false,
  });
  return (
    <Answered
      of={found}
      empty={({ cards, days }) => cards.length + days.length === 0}
      emptyText="No traceback, request or record names this provider at any of these dates."
    >
      {(history) => rolesIn(history).map((role) => <OfRole key={role} role={role} history={history} />)}
    </Answered>
  );
}

const rolesIn = ({ cards, days }: HistoryAnswer) => [...new Set([...cards, ...days].map(({ role }) => role))];

function OfRole({ role, history }: { readonly role: string; readonly history: HistoryAnswer }) {
  const cards = history.cards.filter((card) => card.role === role);
  const named = Map.groupBy(
    cards.flatMap((card) =>
      [...card.shares, card.suspicious].map((share) => ({ at: Date.parse(card.as_of), share })),
    ),
    ({ share }) => share.name,
  );
  const days = history.days
    .filter((day) => day.role === role)
    .map(({ day, suspicious }) => ({ at: Date.parse(day), share: suspicious }));
  const shown = [...named].filter(([, points]) => points.some(({ share }) => share.share !== null));
  return (
    <Section
      title={roleText(role)}
      note="Each line is a figure of the card, as it stood at that date. The dashed lines are its bounds: the true value lies between them 95 times in 100."
    >
      {shown.length === 0 ? (
        <p>None of its shares could be told at these dates: too little was counted.</p>
      ) : null}
      <div className="columns-2">
        {shown.map(([name, points]) => (
          <ShareChart key={name} title={name} points={points} />
        ))}
      </div>
      <ShareChart
        title="suspicious legs, day by day"
        description="Of the legs of each day. A day with fewer than 1,000 legs has no share."
        points={days}
      />
    </Section>
  );
}

/** A share with its bounds over time. Suspicious legs are told in a million, where they are few. */
function ShareChart({
  title,
  description,
  points,
}: {
  readonly title: string;
  readonly description?: string;
  readonly points: readonly Point[];
}) {
  const { tz } = usePageSearch(providerSearch);
  const isRare =
    title.startsWith('suspicious') && points.every(({ share }) => (share.share ?? 0) < rareShare);
  const scale = isRare ? 1e6 : 1;
  const known = points.filter(({ share }) => share.share !== null);
  const line = (of: 'share' | 'low' | 'high') =>
    // A date without a share stays a gap.
    points.map(({ at, share }) => ({ at, value: orGap(share[of], scale) }));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return null;
  // A line needs two dates that can be told apart on its axis.
  if (last.at - first.at < hourMs) return <OnePoint title={title} point={last} scale={scale} />;
  return (
    <LineChart
      title={title}
      {...(description === undefined ? {} : { description })}
      series={[
        { name: 'figure', kind: 'line', points: line('share') },
        { name: 'at least', kind: 'dashed', points: line('low') },
        { name: 'at most', kind: 'dashed', points: line('high') },
      ]}
      unit={isRare ? 'in a million legs' : 'share'}
      tz={tz}
    />
  );
}

const orGap = (value: number | null, scale: number) => (value === null ? null : value * scale);

function OnePoint({
  title,
  point: { at, share },
  scale,
}: {
  readonly title: string;
  readonly point: Point;
  readonly scale: number;
}) {
  const text = (value: number | null) =>
    scale === 1
      ? `${(100 * (value ?? 0)).toFixed(1)} %`
      : (scale * (value ?? 0)).toLocaleString('en-US', { maximumFractionDigits: 1 });
  return (
    <p>
      {title}: {text(share.share)} ({text(share.low)} to {text(share.high)})
      {scale === 1 ? '' : ' in a million legs'}, at <Time at={at} />. There is no other date with this figure
      yet.
    </p>
  );
}
