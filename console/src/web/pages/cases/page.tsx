import { act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';
import { DataTable } from '../../parts/table.tsx';
import { addresses } from '../../state/addresses.ts';
import { csvAddress } from '../../state/csv.ts';
import { useMay } from '../../state/me.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch } from '../../state/use-search.ts';
import { columns } from './columns.tsx';
import { Filters } from './filters.tsx';
import type { CaseListRoute } from './listed.ts';
import { casesSearch, sourceNames } from './search.ts';

/** All cases, with what waits in each of them. */
export function Cases() {
  const search = usePageSearch(casesSearch);
  const { status, source, assignee, provider, only, text, sort, offset } = search;
  const query = { status, source, assignee, provider, only, text, sort, offset };
  const answer = useAnswer<CaseListRoute>('/console/cases', { query });
  return (
    <Page
      title="Cases"
      lead="What campaigns, complaints, agencies, honeypots and enterprises led to."
      actions={useMay('work') ? <OpenByHand /> : undefined}
    >
      <Filters search={search} />
      <Answered of={answer}>
        {({ items, total }) => (
          <DataTable
            caption="Cases"
            rows={items}
            columns={columns}
            rowKey={({ case_id }) => case_id}
            rowName={({ title }) => title}
            total={total}
            rowLink={({ case_id }) => addresses.case(case_id)}
            csv={csvAddress('/console/cases', query)}
            emptyText="No case fits. Clear the filters, or open a case: for a campaign on its page, for anything else by the button above."
          />
        )}
      </Answered>
    </Page>
  );
}

const OpenByHand = () => (
  <ActButton
    label="Open a case"
    title="Open a case without a campaign"
    kind="main"
    confirm="A case of a campaign is opened on the campaign's page."
    fields={[
      { name: 'title', label: 'Title', required: true },
      {
        name: 'source',
        label: 'Source',
        kind: 'select',
        options: sourceNames
          .filter((name) => name !== 'campaign')
          .map((name) => ({ value: name, label: name })),
      },
      { name: 'category', label: 'Kind of scam', hint: "In your words, such as 'bank imposter'." },
      { name: 'live', label: 'One live scam call: the case has one traceback', kind: 'checkbox' },
    ]}
    done="The case is open."
    onAct={({ fields, reason }) =>
      act('/cases', {
        title: fields['title'],
        source: fields['source'],
        category: fields['category'] ?? '',
        live: fields['live'] === 'true',
        ...(reason === '' ? {} : { reason }),
      })
    }
  />
);
