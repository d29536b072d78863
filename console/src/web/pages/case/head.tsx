import { act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Reveal } from '../../parts/number.tsx';
import { Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { useMay, useMe } from '../../state/me.ts';
import { part, type ShownCase, why } from './shown.ts';

interface Props {
  readonly shown: ShownCase;
}

/** What the case is, and what must not be overlooked. */
export function Head({ shown }: Props) {
  const { case: one, verdict, candidate, rules } = shown;
  return (
    <>
      <Warnings verdict={verdict} reportOnly={rules.report_only} />
      <Facts
        items={[
          ['Status', <Status key="status" shown={shown} />],
          ['Owner', one.assignee === '' ? 'nobody' : one.assignee],
          ['Source', one.live ? `${one.source}, one live call` : one.source],
          ['Kind of scam', one.category === '' ? undefined : one.category],
          [
            'Campaign',
            candidate === null ? undefined : (
              <>
                <PageLink to={addresses.campaign(candidate.candidate_id)}>{candidate.headline}</PageLink>{' '}
                <Badge>{candidate.status}</Badge>
              </>
            ),
          ],
          ['Opened', <Time key="opened" at={one.opened_at} />],
          ['Closed', one.closed_at === null ? undefined : <Time key="closed" at={one.closed_at} />],
          ['Outcome', one.outcome === '' ? undefined : one.outcome],
          [
            'Verdict',
            verdict === null || verdict.verdict === '' ? undefined : (
              <>
                {verdict.verdict} by {verdict.by}, <Time at={verdict.given_at} />: {verdict.reason}
              </>
            ),
          ],
        ]}
      />
    </>
  );
}

const Status = ({ shown: { case: one } }: Props) => (
  <>
    <Badge kind={one.status === 'open' ? 'info' : 'plain'}>{one.status}</Badge>{' '}
    {one.held ? <Badge kind="warn">legal hold</Badge> : null}
    {one.held && one.held_until !== null ? (
      <>
        {' '}
        until <Time at={one.held_until} />
      </>
    ) : null}
  </>
);

function Warnings({
  verdict,
  reportOnly,
}: {
  readonly verdict: ShownCase['verdict'];
  readonly reportOnly: boolean;
}) {
  return (
    <>
      {verdict?.verdict === 'dismissed' ? (
        <div className="trouble" role="note">
          <strong>The candidate of this case was dismissed</strong> by {verdict.by}: {verdict.reason}. No
          request of this case can be approved. Withdraw its tracebacks and close the case, or have the
          verdict taken back on the page of the campaign.
        </div>
      ) : null}
      {reportOnly ? (
        <div className="trouble" role="note">
          Report-only mode: requests can be looked at, and none can be approved or sent.
        </div>
      ) : null}
    </>
  );
}

/** What can be done to the case as a whole. Each act names the version that was seen. */
export function CaseActs({ shown: { case: one } }: Props) {
  const me = useMe().data;
  const mayWork = useMay('work');
  const mayLead = useMay('lead');
  const path = `/cases/${part(one.case_id)}`;
  const { version } = one;
  if (!mayWork) return <Reveal />;
  return (
    <>
      <Reveal />
      {me !== undefined && one.assignee !== me.name ? (
        <ActButton
          label="Take it"
          title="Take the case: you work on it"
          onAct={({ reason }) => act(`${path}/assign`, { assignee: me.name, version, ...why(reason) })}
        />
      ) : null}
      <ActButton
        label="Assign"
        fields={[
          { name: 'assignee', label: 'Who works on it', initial: one.assignee, hint: 'Empty: nobody.' },
        ]}
        onAct={({ reason, fields }) =>
          act(`${path}/assign`, { assignee: fields['assignee'] ?? '', version, ...why(reason) })
        }
      />
      <ActButton
        label="Note"
        title="Add a note"
        reason="none"
        fields={[{ name: 'text', label: 'Note', kind: 'textarea', required: true }]}
        onAct={({ fields }) => act(`${path}/note`, { text: fields['text'] })}
      />
      {mayLead ? <Hold shown={one} /> : null}
      {one.status === 'open' ? (
        <ActButton
          label="Close the case"
          confirm="All of its tracebacks must have ended."
          fields={[{ name: 'outcome', label: 'What came of it', kind: 'textarea', required: true }]}
          onAct={({ reason, fields }) =>
            act(`${path}/close`, { outcome: fields['outcome'], version, ...why(reason) })
          }
        />
      ) : (
        <ActButton
          label="Open again"
          reason="required"
          onAct={({ reason }) => act(`${path}/reopen`, { version, reason })}
        />
      )}
    </>
  );
}

/** Leads put a case under legal hold, and release it. */
function Hold({ shown: one }: { readonly shown: ShownCase['case'] }) {
  const path = `/cases/${part(one.case_id)}/hold`;
  const { version } = one;
  return one.held ? (
    <ActButton
      label="End legal hold"
      confirm="Retention may then drop what this case alone reaches: member legs, segments, dead letters."
      reason="required"
      onAct={({ reason }) => act(path, { held: false, version, reason })}
    />
  ) : (
    <ActButton
      label="Legal hold"
      confirm="While the hold is in force, retention drops nothing that this case reaches."
      reason="required"
      fields={[{ name: 'until', label: 'Until', hint: 'A day in UTC, such as 2027-01-31. Empty: no end.' }]}
      onAct={({ reason, fields }) => {
        const until = fields['until'] ?? '';
        return act(path, {
          held: true,
          version,
          reason,
          ...(until === '' ? {} : { until: until.includes('T') ? until : `${until}T00:00:00Z` }),
        });
      }}
    />
  );
}
