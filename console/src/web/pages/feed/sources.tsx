import type { feedRoute } from '../../../server/routes/feeds/feed.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { countText } from '../../parts/count.ts';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/page.tsx';
import { Duration, Time } from '../../parts/time.tsx';
import { FeedState } from '../feeds/state.tsx';

export type FeedAnswer = AnswerOf<typeof feedRoute>;

/** Each source of the feed with its state, and the rule that says so. */
export function Sources({ feed }: { readonly feed: FeedAnswer }) {
  return (
    <Section
      title="Sources"
      note={`Messages of this carrier that are not stored yet: ${countText(feed.waiting)}. A source is the switch or file that the batches name.`}
    >
      {feed.sources.map((row) => (
        <article key={row.source}>
          <h3>
            {row.source === ''
              ? row.batches + row.unreadable === 0
                ? 'Nothing yet'
                : 'Messages that could not be read'
              : row.source}{' '}
            <FeedState state={row.state} rule={row.rule} />
          </h3>
          <p>{row.rule}</p>
          {row.troubles === '' ? null : <p>Needs a look: {row.troubles}.</p>}
          <Facts
            items={[
              ['Last message', row.last_received === null ? null : <Time key="t" at={row.last_received} />],
              ['Newest call', row.last_call === null ? null : <Time key="t" at={row.last_call} />],
              [
                'Lag of the newest call',
                row.batches === 0 || row.lag_s === null ? null : <Duration key="d" ms={row.lag_s * 1_000} />,
              ],
              ['Batches', countText(row.batches)],
              ['Records, counted as often as they were sent', countText(row.records)],
              ['Rejected records', countText(row.rejected)],
              ['Messages that are dead letters', countText(row.unreadable)],
              ['Missing batches', countText(row.sequence_gaps)],
            ]}
          />
        </article>
      ))}
    </Section>
  );
}
