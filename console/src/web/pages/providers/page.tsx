import type { providerList } from '../../../server/routes/providers.ts';
import { Answered } from '../../parts/answered.tsx';
import { AsOf } from '../../parts/as-of.tsx';
import { Choice, Filters } from '../../parts/filters.tsx';
import { Page } from '../../parts/page.tsx';
import { DataTable } from '../../parts/table.tsx';
import { addresses } from '../../state/addresses.ts';
import { csvAddress } from '../../state/csv.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch, usePatch } from '../../state/use-search.ts';
import { columns } from './columns.tsx';
import { providersSearch, roles } from './search.ts';

export function Providers() {
  const { as_of, role, provider, traced, sort, offset } = usePageSearch(providersSearch);
  const patch = usePatch();
  const query = { as_of, role, provider, traced, ...(sort === undefined ? {} : { sort }) };
  const found = useAnswer<typeof providerList.json>('/console/providers', { query: { ...query, offset } });
  return (
    <Page
      title="Providers"
      lead="A row for each provider in each of its roles. Rows are never added up: one call may pass a provider in several. Counts show neither intent nor guilt."
    >
      <Filters onSend={(given) => patch({ provider: given['provider'] })}>
        <label>
          Id or name{' '}
          <input
            type="search"
            name="provider"
            key={provider ?? ''}
            defaultValue={provider ?? ''}
            maxLength={100}
          />
        </label>
        <button type="submit">Find</button>
        <Choice label="Role" all="all" value={role} values={roles} onChoose={(one) => patch({ role: one })} />
        <label>
          <input
            type="checkbox"
            checked={traced === 'true'}
            onChange={(event) => patch({ traced: event.target.checked ? 'true' : undefined })}
          />
          With tracebacks or requests only
        </label>
      </Filters>
      <AsOf as_of={as_of} />
      <Answered of={found}>
        {({ items, total }) => (
          <DataTable
            caption="Scorecards"
            rows={items}
            total={total}
            columns={columns}
            rowKey={(row) => JSON.stringify([row.provider, row.role])}
            rowLink={(row) => addresses.provider(row.provider, as_of === undefined ? {} : { as_of })}
            csv={csvAddress('/console/providers', query)}
            emptyText="No provider is like this. Days of records are measured by the worker 'cases'; before that, cards have no legs."
          />
        )}
      </Answered>
    </Page>
  );
}
