import type { feedRoute } from '../../../server/routes/feeds/feed.ts';
import { Answered } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';
import { Provider } from '../../parts/provider.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch, usePathPart } from '../../state/use-search.ts';
import { DeadLetters } from './dead-letters.tsx';
import { Gaps } from './gaps.tsx';
import { Clock, Folders } from './neighbors.tsx';
import { Rate } from './rate.tsx';
import { Rejects } from './rejects.tsx';
import { Replay } from './replay.tsx';
import { feedSearch, feedTabs } from './search.ts';
import { Sources } from './sources.tsx';

export function Feed() {
  const carrier = usePathPart('carrier');
  const { tab } = usePageSearch(feedSearch);
  const found = useAnswer<typeof feedRoute>('/console/feeds/{carrier}', { params: { carrier } });
  return (
    <Page
      title={`Feed of ${carrier}`}
      lead={
        <>
          What the carrier <Provider id={carrier} /> sends: its rate, what is missing, and what is refused.
        </>
      }
      actions={<Replay carrier={carrier} />}
    >
      <Tabs label="Parts of this feed" tabs={feedTabs} now={tab} />
      <Answered of={found}>
        {(feed) => (
          <>
            {tab === 'rate' ? (
              <>
                <Sources feed={feed} />
                <Rate feed={feed} />
                <Clock feed={feed} />
                <Folders feed={feed} />
              </>
            ) : null}
            {tab === 'rejects' ? <Rejects feed={feed} /> : null}
            {tab === 'dead' ? <DeadLetters carrier={carrier} /> : null}
            {tab === 'gaps' ? <Gaps carrier={carrier} /> : null}
          </>
        )}
      </Answered>
    </Page>
  );
}
