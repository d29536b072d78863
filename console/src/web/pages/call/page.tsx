import { contradictionInWords } from '@ringtrace/detect/trace/contradiction-in-words';
import type { callRoute } from '../../../server/routes/call.ts';
import { type AnswerOf, act } from '../../api/ask.ts';
import { Ladder } from '../../charts/ladder.tsx';
import { PathTree } from '../../charts/path-tree.tsx';
import { ActButton } from '../../parts/act.tsx';
import { Answered, Empty } from '../../parts/answered.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { PageLink } from '../../parts/link.tsx';
import { CalledNumber, CallingNumber, Reveal } from '../../parts/number.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { Provider } from '../../parts/provider.tsx';
import { aroundLink, Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { useMay } from '../../state/me.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch, usePathPart } from '../../state/use-search.ts';
import { shownText } from '../../state/visible.ts';
import { Legs } from './legs.tsx';
import { Records } from './records.tsx';
import { callSearch } from './search.ts';

type Answer = AnswerOf<typeof callRoute>;

/** One call: its path, every leg, and where its records came from. */
export function Call() {
  const carrier = usePathPart('carrier');
  const call_id = usePathPart('callId');
  const { at } = usePageSearch(callSearch);
  const found = useAnswer<typeof callRoute>('/console/calls/{carrier}/{call_id}', {
    params: { carrier, call_id },
    query: { at: at ?? '' },
    enabled: at !== undefined,
    reveals: true,
    live: false,
  });
  return (
    <Page
      title="Call"
      lead={
        <>
          Leg {shownText(call_id)} of <Provider id={carrier} />
          {at === undefined ? null : (
            <>
              , <Time at={at} />
            </>
          )}
        </>
      }
      actions={<Reveal />}
    >
      {at === undefined ? (
        <Empty>
          The address does not say when the leg began (at=). Find the call in{' '}
          <PageLink to={addresses.calls()}>call search</PageLink>, and open it from there.
        </Empty>
      ) : (
        <Answered of={found}>{(call) => <Found call={call} at={at} />}</Answered>
      )}
    </Page>
  );
}

function Found({ call, at }: { readonly call: Answer; readonly at: string }) {
  const { path, calling_number, called_number, start_ms, redials, carrier, dropped_before } = call;
  return (
    <>
      <Section title="What is known">
        {dropped_before === null ? null : (
          <p className="note">
            Retention drops the records of before <Time at={dropped_before} />. Legs of this call may be
            missing: the path is told by the kept ones.
          </p>
        )}
        <Facts
          items={[
            [
              'From',
              Number(calling_number) === 0 ? 'withheld' : <CallingNumber key="c" value={calling_number} />,
            ],
            ['To', <CalledNumber key="d" value={called_number} />],
            ['Began', <Time key="t" at={start_ms} />],
            ['Origin', <Origin key="o" path={path} />],
            ['Entered the US network through', provider(path?.entry_provider)],
            ['Ended at', provider(path?.terminating_carrier)],
            [
              'Ask next',
              path === null ? undefined : (
                <span key="n">
                  <Provider id={path.next_provider_to_ask} /> (right in {percent(path.confidence)} of such
                  cases)
                </span>
              ),
            ],
            ['Campaigns', <Campaigns key="k" of={call.campaigns} />],
          ]}
        />
        <div className="actions">
          <PageLink to={addresses.calls({ calling: `+${calling_number}`, ...aroundLink(start_ms) })}>
            Calls of this number around this call
          </PageLink>
          <PageLink to={addresses.calls({ carrier, ...aroundLink(start_ms) })}>
            All legs of {shownText(carrier)} around this call
          </PageLink>
          <OpenTraceback call={call} />
        </div>
        {redials.length === 0 ? null : (
          <p className="note">
            Other calls between these numbers within seconds:{' '}
            {redials.map((ms) => (
              <span key={ms}>
                <Time at={ms} />{' '}
              </span>
            ))}
          </p>
        )}
      </Section>
      <Path call={call} />
      <Legs call={call} />
      <Records call={call} at={at} />
    </>
  );
}

const provider = (id: string | undefined) =>
  id === undefined || id === '' ? undefined : <Provider key={id} id={id} />;
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

function Origin({ path }: { readonly path: Answer['path'] }) {
  if (path === null) return <>not known</>;
  if (path.origin_provider !== '') return <Provider id={path.origin_provider} basis="proven" />;
  if (path.claimed_origin !== '') return <Provider id={path.claimed_origin} basis="claimed" />;
  return <Badge>unknown</Badge>;
}

function Campaigns({ of }: { readonly of: Answer['campaigns'] }) {
  if (of.length === 0) return <>none holds this call</>;
  return (
    <>
      {of.map(({ campaign_id, candidate_id, status, calls }) => (
        <span key={campaign_id}>
          <PageLink to={addresses.campaign(candidate_id === '' ? campaign_id : candidate_id)}>
            {candidate_id === '' ? campaign_id : candidate_id}
          </PageLink>{' '}
          {status === '' ? null : <Badge>{status}</Badge>} {calls.toLocaleString('en-US')} calls{' '}
        </span>
      ))}
    </>
  );
}

const knownBy = {
  both: 'both sides report it',
  one: 'one side reports it',
  contradicted: 'the sides contradict each other',
  inferred: 'by time and numbers only',
} as const;

function Path({ call: { path, traced } }: { readonly call: Answer }) {
  const { tz } = usePageSearch(callSearch);
  if (path === null)
    return (
      <Section title="Path">
        <Empty>No path can be told from the records of this call.</Empty>
      </Section>
    );
  const missing = path.hops.filter(({ reported }) => !reported);
  return (
    <Section
      title="Path"
      note="A provider that reported no leg is only named by others. What one side alone says is a claim."
    >
      <PathTree
        hops={path.hops.map(({ provider: id, role, reported, handed_over }) => ({
          provider: id,
          role,
          reported,
          known_by: handed_over === null ? '' : knownBy[handed_over],
        }))}
        others={path.other_routes}
        nameOf={(id) => <Provider id={id} />}
      />
      {missing.length === 0 ? null : (
        <p>
          Legs are missing of{' '}
          {missing.map(({ provider: id }) => (
            <span key={id}>
              <Provider id={id} />{' '}
            </span>
          ))}
          : these providers do not report, or their records have not come in.
        </p>
      )}
      {path.contradictions.length === 0 ? null : (
        <ul>
          {path.contradictions.map((one) => (
            <li key={JSON.stringify(one)}>
              <Badge kind="warn">contradicted</Badge> {shownText(`${contradictionInWords(one)}.`)}
            </li>
          ))}
        </ul>
      )}
      <Ladder
        title="The call as a ladder"
        hops={path.hops}
        legs={traced.map(
          ({ carrier, start_ms, upstream, downstream, customer, sip_code, talk_ms, hold_ms }) => ({
            carrier,
            at: start_ms,
            upstream,
            downstream,
            customer,
            sip_code,
            answered: talk_ms !== null,
            duration_ms: talk_ms ?? hold_ms,
          }),
        )}
        tz={tz}
      />
    </Section>
  );
}

/** Opens a traceback of this call in a case. The called number must be shown in full: it goes into the request. */
function OpenTraceback({ call }: { readonly call: Answer }) {
  const may = useMay('trace');
  const called = Number(call.called_number);
  if (!may) return null;
  if (Number.isNaN(called))
    return <span className="hint">To open a traceback of this call, show called numbers first.</span>;
  return (
    <ActButton
      label="Open a traceback"
      confirm="Records are read, and the first provider that they do not prove gets a draft request."
      reason="optional"
      fields={[{ name: 'case_id', label: 'Case', required: true, hint: 'such as case-7k3f9q2m4d' }]}
      done="The traceback is open."
      onAct={({ reason, fields }) =>
        act('/tracebacks', {
          case_id: fields['case_id'],
          calling_number: Number(call.calling_number),
          called_number: called,
          call_time: new Date(call.start_ms).toISOString(),
          ...(reason === '' ? {} : { reason }),
        })
      }
    />
  );
}
