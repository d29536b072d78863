import { act } from '../../api/ask.ts';
import { PathTree } from '../../charts/path-tree.tsx';
import { ActButton } from '../../parts/act.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { PageLink } from '../../parts/link.tsx';
import { CalledNumber, CallingNumber } from '../../parts/number.tsx';
import { Section } from '../../parts/page.tsx';
import { Provider } from '../../parts/provider.tsx';
import { Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { useMay } from '../../state/me.ts';
import { around } from '../../state/time-text.ts';
import { Actions } from './actions.tsx';
import { Path } from './path.tsx';
import { Requests } from './requests.tsx';
import { bases, part, type ShownCase, type ShownTraceback, spaced, why } from './shown.ts';

interface Props {
  readonly shown: ShownCase;
}

/** Each traceback of the case: its path, requests, answers and what providers did. */
export function Tracebacks({ shown }: Props) {
  if (shown.tracebacks.length === 0)
    return (
      <Section title="Tracebacks" id="tracebacks">
        <p className="empty">No call is traced yet. 'Calls to trace' below opens tracebacks.</p>
      </Section>
    );
  return (
    <>
      {shown.tracebacks.map((one) => (
        <TracebackShown key={one.traceback_id} traceback={one} shown={shown} />
      ))}
    </>
  );
}

function TracebackShown({ traceback, shown }: Props & { readonly traceback: ShownTraceback }) {
  const { traceback_id, call, hops, ask, status, outcome, provider, country, detail, summary } = traceback;
  const isOf = (one: { readonly traceback_id: string }) => one.traceback_id === traceback_id;
  const requests = shown.requests.filter(isOf);
  const silent = new Set(
    requests.filter((request) => request.status === 'non_responsive').map((request) => request.provider),
  );
  return (
    <Section
      id={traceback_id}
      title={`Traceback ${traceback_id}`}
      note={`${summary}. A hop is proven by members' records. 'answer' and 'named' are claims.`}
      actions={
        shown.case.status === 'closed' ? undefined : (
          <TracebackActs
            traceback={traceback}
            isAsking={requests.some((request) => request.clock.state !== 'stopped')}
          />
        )
      }
    >
      <Facts
        items={[
          [
            'Stands',
            status === 'open' ? (
              <Badge key="open" kind="info">
                {ask === '' ? 'open, nobody is to be asked' : `open, ask ${ask}`}
              </Badge>
            ) : (
              <>
                <Badge kind={outcome === 'disputed' ? 'bad' : 'plain'}>{spaced(outcome)}</Badge>{' '}
                {provider === '' ? null : <Provider id={provider} />} {country} {detail}
              </>
            ),
          ],
          [
            'Call',
            <>
              <CallingNumber key="calling" value={call.calling_number === '0' ? '' : call.calling_number} />{' '}
              to <CalledNumber value={call.called_number} />, <Time at={call.call_time} />, within{' '}
              {call.window_s} s.{' '}
              <PageLink
                to={addresses.calls({ calling: call.calling_number, ...around(Date.parse(call.call_time)) })}
              >
                Records around this call
              </PageLink>
            </>,
          ],
        ]}
      />
      <PathTree
        hops={hops.toReversed().map(({ provider: hop, role, reported, basis }) => ({
          provider: hop,
          role: spaced(role),
          reported,
          known_by: bases[basis].words,
        }))}
        nameOf={(hop) => <Provider id={hop} />}
      />
      <Path
        caption={`Path of traceback ${traceback_id}`}
        hops={hops}
        ask={status === 'open' ? ask : ''}
        silent={silent}
      />
      <h3>Requests and answers</h3>
      {requests.length === 0 ? (
        <p className="empty">
          {status === 'open' && ask !== ''
            ? "Nobody was asked yet: 'Ask again' drafts a request."
            : 'Nobody was asked.'}
        </p>
      ) : (
        <Requests requests={requests} answers={shown.answers.filter(isOf)} shown={shown} />
      )}
      <Actions traceback={traceback} shown={shown} />
    </Section>
  );
}

interface ActsProps {
  readonly traceback: ShownTraceback;
  /** A request is under way. */
  readonly isAsking: boolean;
}

function TracebackActs({ traceback, isAsking }: ActsProps) {
  const mayTrace = useMay('trace');
  if (!mayTrace) return null;
  const { traceback_id, status, ask, version } = traceback;
  const path = `/tracebacks/${part(traceback_id)}`;
  return (
    <>
      <ActButton
        label="Read records again"
        confirm="Records that came later may prove more hops, or end the traceback."
        done="Records are read."
        onAct={({ reason }) => act(`${path}/read`, why(reason))}
      />
      {status === 'open' && ask !== '' && !isAsking ? (
        <ActButton
          label="Ask again"
          confirm={`A request to ${ask} is drafted, where none is under way.`}
          done="The request is drafted."
          onAct={({ reason }) => act(`${path}/ask`, why(reason))}
        />
      ) : null}
      {status === 'open' ? (
        <ActButton
          label="Withdraw traceback"
          kind="danger"
          confirm="The traceback ends as withdrawn, and its open requests with it. Every other end follows from records, answers and silence."
          reason="none"
          fields={[{ name: 'detail', label: 'Why', required: true }]}
          onAct={({ fields }) =>
            act(`${path}/close`, { detail: fields['detail'], version, reason: fields['detail'] })
          }
        />
      ) : null}
    </>
  );
}
