import { Timeline } from '../../charts/timeline.tsx';
import { Badge } from '../../parts/badge.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Section } from '../../parts/page.tsx';
import { Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { useBaseSearch } from '../../state/use-search.ts';
import type { ShownCampaign } from './shown.ts';

interface Props {
  readonly campaign: ShownCampaign;
}

/** The cases of the campaign, and what people did about it. */
export const DecidedSection = ({ campaign }: Props) => (
  <div className="columns-2">
    <Section title="Cases" id="cases">
      <Cases campaign={campaign} />
    </Section>
    <Section
      title="History"
      id="history"
      note={`What people decided, by the log of casework. The candidate has revision ${campaign.revision}: each change of its calls or its verdict makes a new one.`}
    >
      <History campaign={campaign} />
    </Section>
  </div>
);

function Cases({ campaign: { cases } }: Props) {
  if (cases.length === 0)
    return <p className="empty">No case was opened for this campaign. 'Open a case' at the top does so.</p>;
  return (
    <ul className="campaign-cases">
      {cases.map(({ case_id, title, status, assignee, opened_at }) => (
        <li key={case_id}>
          <PageLink to={addresses.case(case_id)}>{title === '' ? case_id : title}</PageLink>{' '}
          <Badge kind={status === 'open' ? 'info' : 'plain'}>{status}</Badge>{' '}
          <span className="faint">
            {case_id}, opened <Time at={opened_at} />,{' '}
            {assignee === '' ? 'nobody works on it' : `with ${assignee}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function History({ campaign: { events, opened_at } }: Props) {
  const { tz } = useBaseSearch();
  const opening =
    opened_at === null ? [] : [{ at: Date.parse(opened_at), what: 'candidate opened', who: 'detection' }];
  const decided = events.map(({ at, what, who, reason, case_id }) => ({
    at: Date.parse(at),
    who,
    what: (
      <>
        {what}
        {case_id === '' ? null : (
          <>
            {' '}
            (<PageLink to={addresses.case(case_id)}>{case_id}</PageLink>)
          </>
        )}
        {reason === '' ? null : `: ${reason}`}
      </>
    ),
  }));
  const all = [...opening, ...decided].sort((a, b) => a.at - b.at);
  return all.length === 0 ? (
    <p className="empty">Nothing was decided yet.</p>
  ) : (
    <Timeline events={all} tz={tz} />
  );
}
