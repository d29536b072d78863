import type { feedList } from '../../../server/routes/feeds/list.ts';
import { Answered } from '../../parts/answered.tsx';
import { Choice, Filters } from '../../parts/filters.tsx';
import { Page } from '../../parts/page.tsx';
import { DataTable } from '../../parts/table.tsx';
import { addresses } from '../../state/addresses.ts';
import { csvAddress } from '../../state/csv.ts';
import { useMe } from '../../state/me.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch, usePatch } from '../../state/use-search.ts';
import { Replay } from '../feed/replay.tsx';
import { columns } from './columns.tsx';
import { feedsSearch, states } from './search.ts';

export function Feeds() {
  const { state, carrier, sort, offset } = usePageSearch(feedsSearch);
  const patch = usePatch();
  const me = useMe();
  const own = me.data?.carrier ?? null;
  const query = { state, carrier, ...(sort === undefined ? {} : { sort }) };
  const found = useAnswer<typeof feedList.json>('/console/feeds', { query: { ...query, offset } });
  return (
    <Page
      title="Feeds"
      lead={
        own === null
          ? 'Who sends, who does not, and what is refused. The worst comes first.'
          : `What ${own} sends, and what is refused.`
      }
      actions={<Replay />}
    >
      <Filters>
        <Choice
          label="State"
          all="all"
          value={state}
          values={states}
          onChoose={(one) => patch({ state: one })}
        />
        {carrier === undefined ? null : (
          <button type="button" onClick={() => patch({ carrier: undefined })}>
            Only {carrier}: show all
          </button>
        )}
      </Filters>
      <Answered
        of={found}
        empty={({ total }) => total === 0 && state === undefined && carrier === undefined}
        emptyText={
          <>
            No carrier sends anything yet. <code>ringtrace carrier add ID</code> gives a carrier its topic and
            password; <code>ringtrace feed</code> sends files.
          </>
        }
      >
        {({ items, total }) => (
          <DataTable
            caption="Feeds"
            rows={items}
            total={total}
            columns={columns}
            rowKey={(row) => JSON.stringify([row.carrier, row.source])}
            rowLink={({ carrier: id }) => addresses.feed(id)}
            csv={csvAddress('/console/feeds', query)}
            emptyText="No feed is like this: choose another state."
          />
        )}
      </Answered>
    </Page>
  );
}
