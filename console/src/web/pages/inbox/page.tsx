import { useEffect, useMemo, useRef, useState } from 'react';
import type { inboxKindsRoute } from '../../../server/routes/inbox/inbox.ts';
import { Answered } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';
import { DataTable } from '../../parts/table.tsx';
import { addresses } from '../../state/addresses.ts';
import { csvAddress } from '../../state/csv.ts';
import { useShortcuts } from '../../state/keys.ts';
import { say } from '../../state/say.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch } from '../../state/use-search.ts';
import { Bulk, openByKey } from './bulk.tsx';
import { columnsWith } from './columns.tsx';
import { Filters } from './filters.tsx';
import { type InboxKinds, type InboxRoute, type InboxRow, keyOf } from './listed.ts';
import { Outcomes, type ToldOutcomes } from './outcomes.tsx';
import { inboxSearch } from './search.ts';
import './inbox.css';

const linkOf = ({ case_id, candidate_id, revision }: InboxRow) =>
  // A row that is a candidate leads to its campaign, also where a case is open for it.
  revision > 0 || case_id === '' ? addresses.campaign(candidate_id) : addresses.case(case_id);

/** What waits for a person, in the order in which it needs one. */
export function Inbox() {
  const search = usePageSearch(inboxSearch);
  const { kind, assignee, provider, offset } = search;
  const query = { kind, assignee, provider, offset };
  const answer = useAnswer<InboxRoute>('/console/inbox', { query });
  const kinds = useAnswer<typeof inboxKindsRoute>('/console/inbox/kinds', { query: { assignee, provider } });
  const [outcomes, setOutcomes] = useState<ToldOutcomes | undefined>(undefined);
  const { selected, setSelected, rows } = useSelection(answer.data?.items);
  const columns = useMemo(
    () => columnsWith(new Map((kinds.data?.kinds ?? []).map(({ kind: id, name }) => [id, name]))),
    [kinds.data],
  );
  useActKeys(selected, setSelected);
  return (
    <Page
      title="Inbox"
      lead="What waits for a person. What needs one next is at the top, and each row says why. Keys: j and k move, x selects, Enter opens, c confirms, d dismisses."
    >
      {kinds.data?.report_only === true ? (
        <p className="trouble" role="status">
          Report-only mode: requests can be looked at, and none can be approved or sent. The rules of casework
          end it.
        </p>
      ) : null}
      {kinds.data === undefined ? null : <Filters search={search} kinds={kinds.data.kinds} />}
      {outcomes === undefined ? null : <Outcomes told={outcomes} close={() => setOutcomes(undefined)} />}
      <Answered of={answer}>
        {({ items, total }) => (
          <DataTable
            caption="Inbox"
            rows={items}
            columns={columns}
            rowKey={keyOf}
            rowName={({ title }) => title}
            total={total}
            rowLink={linkOf}
            csv={csvAddress('/console/inbox', query)}
            selectable
            selected={selected}
            onSelect={setSelected}
            bulk={
              <Bulk
                rows={rows}
                onOutcomes={(label, all) => {
                  setOutcomes({ label, outcomes: all });
                  const refused = all.filter(({ why }) => why !== undefined).map(({ row }) => keyOf(row));
                  setSelected(new Set(refused));
                }}
              />
            }
            emptyText={<Nothing isFiltered={[kind, assignee, provider].some((one) => one !== undefined)} />}
          />
        )}
      </Answered>
      {kinds.data === undefined ? null : <Order kinds={kinds.data.kinds} />}
    </Page>
  );
}

const Nothing = ({ isFiltered }: { readonly isFiltered: boolean }) =>
  isFiltered ? (
    <>No row fits these filters. 'Clear' shows all.</>
  ) : (
    <>Nothing waits for anybody. New candidates, drafts and answers come here by themselves.</>
  );

/** Selected rows. Rows of other pages stay selected, as they were when they were last seen. */
function useSelection(items: readonly InboxRow[] | undefined) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const seen = useRef(new Map<string, InboxRow>());
  for (const row of items ?? []) seen.current.set(keyOf(row), row);
  const rows = [...selected].flatMap((key) => seen.current.get(key) ?? []);
  return { selected, setSelected, rows };
}

function openOrSay(key: string): void {
  if (!openByKey(key))
    say('Nothing of this can be confirmed or dismissed: only open candidates can, by those who may decide.');
}

/** c and d open the dialog of their act, for the selected rows, or for the row that has the focus where none is selected. */
function useActKeys(selected: ReadonlySet<string>, select: (selected: ReadonlySet<string>) => void): void {
  const [pressed, setPressed] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (pressed === undefined) return;
    setPressed(undefined);
    openOrSay(pressed);
  }, [pressed]);
  useShortcuts((key) => {
    if (key !== 'c' && key !== 'd') return false;
    const focused = document.activeElement?.closest('tr')?.dataset['row'];
    if (selected.size > 0) {
      openOrSay(key);
      return true;
    }
    if (focused === undefined) return false;
    select(new Set([focused]));
    setPressed(key);
    return true;
  });
}

/** The rule of the order, as the server sorts by it. */
const Order = ({ kinds }: { readonly kinds: InboxKinds['kinds'] }) => (
  <details className="inbox-order">
    <summary>By which rule the rows are in order</summary>
    <p>
      What has a clock or keeps others waiting comes first, because such rows are few, and each hour of theirs
      is lost. Within a kind, rows are in the order that its rule says.
    </p>
    <ol>
      {kinds.map(({ kind, name, rule }) => (
        <li key={kind}>
          <strong>{name}.</strong> {rule}
        </li>
      ))}
    </ol>
  </details>
);
