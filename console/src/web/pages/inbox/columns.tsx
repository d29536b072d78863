import { Badge } from '../../parts/badge.tsx';
import { Provider } from '../../parts/provider.tsx';
import type { Column } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { inHundred } from '../campaign/shown.ts';
import type { InboxRow } from './listed.ts';

const badges: Readonly<Record<InboxRow['kind'], 'bad' | 'warn' | 'info' | 'plain'>> = {
  undelivered: 'bad',
  overdue: 'bad',
  contradicted: 'bad',
  draft: 'warn',
  stuck: 'warn',
  ongoing: 'warn',
  confirmed: 'info',
  due: 'info',
  stopped: 'info',
  case: 'plain',
  pending: 'plain',
};

const whole = (n: number) => n.toLocaleString('en-US');

/** Columns of the inbox. @param names of kinds, as the server says them */
export const columnsWith = (names: ReadonlyMap<string, string>): readonly Column<InboxRow>[] => [
  {
    id: 'why',
    header: 'Why it is here',
    long: true,
    cell: ({ kind, why }) => (
      <>
        <Badge kind={badges[kind]}>{names.get(kind) ?? kind}</Badge> {why}
      </>
    ),
    filter: ({ kind }) => ({ kind }),
  },
  { id: 'title', header: 'What it is about', long: true, cell: ({ title }) => title },
  {
    id: 'provider',
    header: 'Provider',
    hint: 'Of a candidate: its origin, or who is to be asked. Else: who is asked or answered',
    cell: ({ provider, provider_basis }) =>
      provider === '' ? null : (
        <Provider id={provider} {...(provider_basis === '' ? {} : { basis: provider_basis })} />
      ),
    filter: ({ provider }) => (provider === '' ? undefined : { provider }),
  },
  {
    id: 'score',
    header: 'Score',
    hint: 'Probability that the calls are a campaign, 0 to 1',
    numeric: true,
    cell: ({ revision, score }) => (revision === 0 ? null : inHundred(score)),
  },
  {
    id: 'calls',
    header: 'Calls',
    numeric: true,
    cell: ({ revision, calls }) => (revision === 0 ? null : whole(calls)),
  },
  {
    id: 'hours',
    header: 'Calls by hour',
    hidden: true,
    hint: 'In the three newest hours of records. The last hour is not over',
    cell: ({ hours }) =>
      hours.length === 0 ? null : <span className="digits">{`${hours.map(whole).join(' · ')} so far`}</span>,
  },
  {
    id: 'since',
    header: 'Since',
    hint: 'When it began to wait; of requests that are out: when the answer is due',
    cell: ({ since_ms }) => (since_ms === 0 ? null : <Time at={since_ms} />),
  },
  {
    id: 'assignee',
    header: 'Owner',
    cell: ({ assignee, case_id }) =>
      case_id === '' || assignee === '' ? <span className="faint">nobody</span> : assignee,
    filter: ({ assignee }) => ({ assignee: assignee === '' ? '(nobody)' : assignee }),
  },
  { id: 'id', header: 'Id', hidden: true, cell: ({ id }) => id },
  { id: 'case_id', header: 'Case', hidden: true, cell: ({ case_id }) => case_id },
];
