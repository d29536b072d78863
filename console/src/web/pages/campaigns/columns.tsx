import { isGone } from '@ringtrace/detect/candidates/is-gone';
import { Badge } from '../../parts/badge.tsx';
import { CallingNumber } from '../../parts/number.tsx';
import { Provider } from '../../parts/provider.tsx';
import type { Column } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { inFull, inHundred, statuses, unopened } from '../campaign/shown.ts';
import type { ListedCampaign, ListedCampaignSort } from './listed.ts';

export const columns: readonly Column<ListedCampaign, ListedCampaignSort>[] = [
  {
    id: 'candidate_id',
    header: 'Candidate',
    cell: ({ candidate_id }) => <span className="digits">{candidate_id}</span>,
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ status }) => (
      <Badge kind={statuses[status].kind} title={statuses[status].words}>
        {status}
      </Badge>
    ),
    filter: ({ status }) => ({ status }),
  },
  {
    id: 'score',
    header: 'Score',
    hint: 'Probability of a campaign, as the judge sees it',
    numeric: true,
    sort: true,
    cell: ({ score }) => inHundred(score),
    filter: ({ score }) => ({ min_score: score }),
  },
  {
    id: 'calls',
    header: 'Calls',
    numeric: true,
    sort: true,
    cell: ({ calls }) => inFull(calls),
    filter: ({ calls }) => ({ min_calls: calls }),
  },
  {
    id: 'calling_numbers',
    header: 'Numbers',
    hint: 'Distinct calling numbers',
    numeric: true,
    sort: true,
    cell: ({ calling_numbers }) => inFull(calling_numbers),
  },
  {
    id: 'called_numbers',
    header: 'Called',
    hint: 'Distinct called numbers',
    numeric: true,
    sort: true,
    hidden: true,
    cell: ({ called_numbers }) => inFull(called_numbers),
  },
  {
    id: 'origin',
    header: 'Origin',
    cell: ({ origin_provider, claimed_origin }) =>
      origin_provider === '' && claimed_origin === '' ? (
        <Provider id="" />
      ) : (
        <Provider
          id={origin_provider || claimed_origin}
          basis={origin_provider === '' ? 'claimed' : 'proven'}
        />
      ),
    filter: ({ origin_provider, claimed_origin }) =>
      origin_provider === '' && claimed_origin === ''
        ? undefined
        : { origin: origin_provider || claimed_origin },
  },
  {
    id: 'ask',
    header: 'Ask next',
    cell: ({ status, next_provider_to_ask }) =>
      isGone({ status }) ? (
        <span className="faint">nobody</span>
      ) : (
        <Provider id={next_provider_to_ask ?? ''} />
      ),
    filter: ({ next_provider_to_ask }) =>
      next_provider_to_ask === null ? undefined : { q: next_provider_to_ask },
  },
  {
    id: 'entry',
    header: 'Into the US by',
    hidden: true,
    cell: ({ entry_provider }) =>
      entry_provider === '' ? <span className="faint">none seen</span> : <Provider id={entry_provider} />,
  },
  {
    id: 'calling_number',
    header: 'Calling number',
    hint: 'Of the example call',
    hidden: true,
    cell: ({ calling_number }) =>
      Number(calling_number) === 0 ? 'withheld' : <CallingNumber value={calling_number} />,
  },
  { id: 'first_seen', header: 'First call', sort: true, cell: ({ first_seen }) => <Time at={first_seen} /> },
  { id: 'last_seen', header: 'Last call', sort: true, cell: ({ last_seen }) => <Time at={last_seen} /> },
  {
    id: 'opened_at',
    header: 'Opened',
    hidden: true,
    cell: ({ opened_at, status }) => (opened_at === null ? unopened(status) : <Time at={opened_at} />),
  },
  { id: 'campaign_id', header: 'Campaign', hidden: true, cell: ({ campaign_id }) => campaign_id },
];
