import { act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Provider } from '../../parts/provider.tsx';
import { Time } from '../../parts/time.tsx';
import { useMay } from '../../state/me.ts';
import { mustBeSent } from '../../state/sent.ts';
import { AnswerForm } from './answer-form.tsx';
import { AnswerShown } from './answers.tsx';
import { Clock } from './clock.tsx';
import { Draft, Letters } from './letters.tsx';
import { part, type ShownAnswer, type ShownCase, type ShownRequest, spaced, why } from './shown.ts';

interface Props {
  readonly requests: readonly ShownRequest[];
  readonly answers: readonly ShownAnswer[];
  readonly shown: ShownCase;
}

/** Requests of a traceback, the newest first. */
export const Requests = ({ requests, answers, shown }: Props) => (
  <ul className="case-requests">
    {requests.toReversed().map((request) => (
      <li key={request.request_id} id={request.request_id}>
        <RequestShown
          request={request}
          answer={answers.find(({ answer_id }) => answer_id === request.answer_id)}
          shown={shown}
        />
      </li>
    ))}
  </ul>
);

const badge = (status: ShownRequest['status']) => {
  if (status === 'overdue' || status === 'bounced' || status === 'non_responsive') return 'bad';
  if (status === 'draft' || status === 'answered_late') return 'warn';
  return status === 'answered' ? 'ok' : 'info';
};

interface OneProps {
  readonly request: ShownRequest;
  readonly answer: ShownAnswer | undefined;
  readonly shown: ShownCase;
}

function RequestShown({ request, answer, shown }: OneProps) {
  const { request_id, provider, status, facts, channel, address, bytes } = request;
  const { volume } = facts;
  return (
    <>
      <h4>
        Request to <Provider id={provider} /> <Badge kind={badge(status)}>{spaced(status)}</Badge>{' '}
        <span className="faint">{request_id}</span>
      </h4>
      <p>
        <Clock request={request} />
      </p>
      <RequestActs request={request} shown={shown} />
      <details>
        <summary>What the provider is told</summary>
        <Facts
          items={[
            ['Asked', facts.question === 'customer' ? 'who its customer is' : 'who handed it the call'],
            [
              'Named by',
              facts.named_by === ''
                ? 'nobody: it terminates the call'
                : `${facts.named_by}: ${facts.named_how}`,
            ],
            [
              'Calls of the campaign through it',
              volume.calls === 0 ? (
                'none seen'
              ) : (
                <>
                  {volume.calls.toLocaleString('en-US')}, <Time at={volume.from} /> to <Time at={volume.to} />
                </>
              ),
            ],
            [
              'Asked to search',
              facts.search === undefined ? undefined : (
                <>
                  <Time at={facts.search.from} /> to <Time at={facts.search.to} />
                </>
              ),
            ],
            ['Sent', channel === '' ? undefined : `by ${channel} to ${address}`],
          ]}
        />
        <p>Why the call is suspicious:</p>
        <ul>
          {facts.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </details>
      {notOut.has(status) ? <Draft id={request_id} version={request.version} /> : null}
      {bytes.length === 0 ? null : <Letters id={request_id} />}
      {answer === undefined ? null : <AnswerShown answer={answer} request={request} />}
      {answer === undefined && answerable.has(status) ? <AnswerForm request={request} /> : null}
    </>
  );
}

const notOut: ReadonlySet<ShownRequest['status']> = new Set(['draft', 'approved', 'bounced']);
const answerable: ReadonlySet<ShownRequest['status']> = new Set([
  'sent',
  'delivered',
  'bounced',
  'acknowledged',
  'overdue',
  'non_responsive',
]);
const out: ReadonlySet<ShownRequest['status']> = new Set(['sent', 'delivered', 'acknowledged', 'overdue']);

function RequestActs({ request, shown }: Pick<OneProps, 'request' | 'shown'>) {
  const mayTrace = useMay('trace');
  const { request_id, status, version } = request;
  const path = `/requests/${part(request_id)}`;
  const { rules, verdict } = shown;
  if (!mayTrace || shown.case.status === 'closed') return null;
  const mayGoOut = !rules.report_only && verdict?.verdict !== 'dismissed';
  const change = (what: string) => (given: { readonly reason: string }) =>
    act(`${path}/${what}`, { version, ...why(given.reason) });
  return (
    <div className="actions">
      {status === 'draft' && mayGoOut ? (
        <ActButton
          label="Approve"
          title={`Approve the request to ${request.provider}`}
          kind="main"
          confirm={
            rules.send_approved
              ? `It goes out by itself ${rules.send_after_s} s after the last approval to its provider.`
              : "It goes out when somebody sends it: the rule 'send_approved' is off."
          }
          done="Approved."
          onAct={change('approve')}
        />
      ) : null}
      {(status === 'approved' || status === 'bounced') && mayGoOut ? (
        <ActButton
          label="Send now"
          kind="main"
          done="The message is on its way."
          onAct={async ({ reason }) =>
            mustBeSent(await act('/requests/send', { requests: [{ request_id, version }], ...why(reason) }))
          }
        />
      ) : null}
      {out.has(status) ? (
        <>
          {rules.report_only ? null : (
            <ActButton
              label="Remind"
              confirm="A reminder goes out, besides those that go out by themselves."
              done="The reminder is on its way."
              onAct={async ({ reason }) =>
                mustBeSent(
                  await act('/requests/remind', { requests: [{ request_id, version }], ...why(reason) }),
                )
              }
            />
          )}
          <ActButton
            label="Acknowledged"
            title="The provider said that it works on the request"
            fields={[{ name: 'by', label: 'Who said it for the provider' }]}
            onAct={({ reason, fields }) =>
              act(`${path}/acknowledge`, { by: fields['by'] ?? '', version, ...why(reason) })
            }
          />
          {status === 'sent' ? (
            <ActButton label="It arrived" title="The request has arrived" onAct={change('delivered')} />
          ) : null}
          <ActButton
            label="It came back"
            title="The message came back"
            reason="none"
            fields={[{ name: 'why', label: 'Why', required: true }]}
            onAct={({ fields }) => act(`${path}/bounced`, { why: fields['why'], version })}
          />
        </>
      ) : null}
      {status === 'draft' || status === 'approved' || status === 'bounced' || out.has(status) ? (
        <ActButton label="Withdraw" kind="danger" reason="required" onAct={change('withdraw')} />
      ) : null}
    </div>
  );
}
