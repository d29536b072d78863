import { Badge } from '../../parts/badge.tsx';
import type { Column } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import type { ListedCase, ListedCaseSort } from './listed.ts';

export const columns: readonly Column<ListedCase, ListedCaseSort>[] = [
  {
    id: 'title',
    header: 'Case',
    long: true,
    sort: true,
    cell: ({ title, case_id }) => (title === '' ? case_id : title),
  },
  {
    id: 'status',
    header: 'Status',
    sort: true,
    cell: ({ status, held, verdict }) => (
      <>
        <Badge kind={status === 'open' ? 'info' : 'plain'}>{status}</Badge>{' '}
        {held ? <Badge kind="warn">legal hold</Badge> : null}{' '}
        {verdict === 'dismissed' ? <Badge kind="bad">candidate dismissed</Badge> : null}
      </>
    ),
    filter: ({ status }) => ({ status }),
  },
  {
    id: 'assignee',
    header: 'Owner',
    sort: true,
    cell: ({ assignee }) => (assignee === '' ? <span className="faint">nobody</span> : assignee),
    filter: ({ assignee }) => ({ assignee: assignee === '' ? '(nobody)' : assignee }),
  },
  {
    id: 'source',
    header: 'Source',
    sort: true,
    cell: ({ source, live }) => (live ? `${source}, one live call` : source),
    filter: ({ source }) => ({ source }),
  },
  { id: 'category', header: 'Kind of scam', cell: ({ category }) => category },
  {
    id: 'tracebacks',
    header: 'Tracebacks',
    numeric: true,
    sort: true,
    hint: 'Ended ones of all',
    cell: ({ tracebacks, ended }) => `${ended} of ${tracebacks} ended`,
  },
  {
    id: 'waiting',
    header: 'Requests',
    sort: true,
    hint: 'Drafts that wait for approval, and requests that wait for an answer',
    cell: ({ drafts, waiting, overdue }) => (
      <>
        {drafts === 0 ? null : <Badge kind="warn">{drafts} to approve</Badge>}{' '}
        {waiting === 0 ? null : `${waiting} out`}{' '}
        {overdue === 0 ? null : <Badge kind="bad">{overdue} overdue</Badge>}
      </>
    ),
  },
  {
    id: 'next_due_at',
    header: 'Next answer due',
    sort: true,
    cell: ({ next_due_at }) => <Time at={next_due_at} />,
  },
  { id: 'opened_at', header: 'Opened', sort: true, cell: ({ opened_at }) => <Time at={opened_at} /> },
  {
    id: 'closed_at',
    header: 'Closed',
    sort: true,
    hidden: true,
    cell: ({ closed_at }) => <Time at={closed_at} />,
  },
  { id: 'outcome', header: 'Outcome', hidden: true, cell: ({ outcome }) => outcome },
  { id: 'case_id', header: 'Id', hidden: true, cell: ({ case_id }) => case_id },
  { id: 'candidate_id', header: 'Candidate', hidden: true, cell: ({ candidate_id }) => candidate_id },
];
