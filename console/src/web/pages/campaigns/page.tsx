import { Answered } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';
import { DataTable } from '../../parts/table.tsx';
import { addresses } from '../../state/addresses.ts';
import { csvAddress } from '../../state/csv.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch } from '../../state/use-search.ts';
import { columns } from './columns.tsx';
import { Filters } from './filters.tsx';
import type { CampaignListRoute } from './listed.ts';
import { campaignsSearch } from './search.ts';

/** All campaigns with their candidates. */
export function Campaigns() {
  const search = usePageSearch(campaignsSearch);
  const { tz: _, live: __, cols: ___, numbers: ____, reason: _____, ...query } = search;
  const answer = useAnswer<CampaignListRoute>('/console/campaigns', { query });
  return (
    <Page
      title="Campaigns"
      lead="Suspicious calls that belong together, each with its candidate for a traceback. The range chooses campaigns with a call in it."
    >
      <Filters search={search} newest={answer.data?.items[0]?.last_seen} />
      <Answered of={answer}>
        {({ items, total }) => (
          <DataTable
            caption="Campaigns"
            rows={items}
            columns={columns}
            rowKey={({ candidate_id }) => candidate_id}
            total={total}
            rowLink={({ candidate_id }) => addresses.campaign(candidate_id)}
            csv={csvAddress('/console/campaigns', query)}
            emptyText="No campaign fits these filters. Clear them, or choose a longer range."
          />
        )}
      </Answered>
    </Page>
  );
}
