import type { referenceRoute } from '../../../server/routes/settings.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { Badge } from '../../parts/badge.tsx';
import { countText } from '../../parts/count.ts';
import { Section } from '../../parts/page.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { useAnswer } from '../../state/use-answer.ts';

type Version = AnswerOf<typeof referenceRoute>['versions'][number];

const columns: readonly Column<Version>[] = [
  { id: 'kind', header: 'Kind', sort: ({ kind }) => kind, cell: ({ kind }) => kind },
  {
    id: 'version',
    header: 'Version',
    numeric: true,
    sort: ({ version }) => version,
    cell: ({ version }) => version,
  },
  {
    id: 'in_force',
    header: 'In force',
    sort: ({ in_force }) => Number(in_force),
    cell: ({ in_force }) => (in_force ? <Badge kind="ok">in force</Badge> : <Badge>earlier, or later</Badge>),
  },
  {
    id: 'entries',
    header: 'Entries',
    numeric: true,
    sort: ({ entries }) => entries,
    cell: ({ entries }) => countText(entries),
  },
  { id: 'source', header: 'File', sort: ({ source }) => source, cell: ({ source }) => source },
  {
    id: 'loaded_at',
    header: 'Loaded',
    sort: ({ loaded_at }) => loaded_at,
    cell: ({ loaded_at }) => <Time at={loaded_at} />,
  },
  {
    id: 'valid_from',
    header: 'Holds for calls from',
    sort: ({ valid_from }) => valid_from,
    cell: ({ valid_from }) => <Time at={valid_from} />,
  },
  { id: 'digest', header: 'SHA-256', hidden: true, cell: ({ digest }) => <code>{digest}</code> },
];

/** Versions of the reference data. */
export function Reference() {
  const found = useAnswer<typeof referenceRoute>('/console/settings/reference');
  return (
    <Section
      title="Reference data"
      note="'ringtrace reference load' loads a new version. Records keep the version that they were enriched with."
    >
      <Answered
        of={found}
        empty={({ versions }) => versions.length === 0}
        emptyText={
          <>
            No reference data is loaded. <code>ringtrace reference load KIND FILE</code> loads it.
          </>
        }
      >
        {({ versions }) => (
          <DataTable
            caption="Versions of the reference data"
            rows={versions}
            columns={columns}
            rowKey={({ kind, version }) => JSON.stringify([kind, version])}
          />
        )}
      </Answered>
    </Section>
  );
}
