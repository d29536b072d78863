import { act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Provider } from '../../parts/provider.tsx';
import { Time } from '../../parts/time.tsx';
import { useMay } from '../../state/me.ts';
import { part, type ShownCase, type ShownTraceback, why } from './shown.ts';
import { isoOf } from './written-answer.ts';

interface Props {
  readonly traceback: ShownTraceback;
  readonly shown: ShownCase;
}

const types = ['warned', 'suspended', 'terminated', 'blocked'] as const;

/** What providers did about callers of this traceback. */
export function Actions({ traceback, shown }: Props) {
  const mayTrace = useMay('trace');
  const { traceback_id, hops } = traceback;
  const actions = shown.actions.filter((one) => one.traceback_id === traceback_id);
  const customers = shown.answers.flatMap(({ traceback_id: of, content }) =>
    of === traceback_id && content.kind === 'own_customer' ? [content.customer.name] : [],
  );
  return (
    <>
      <h3>Actions on callers</h3>
      {actions.length === 0 ? (
        <p className="empty">Nothing is written down yet.</p>
      ) : (
        <ul>
          {actions.map(({ action_id, provider, action, caller, taken_at, detail, withdrawn, version }) => (
            <li key={action_id}>
              <Provider id={provider} /> {action} {caller}, <Time at={taken_at} />
              {detail === '' ? '' : `: ${detail}`} {withdrawn ? <Badge>taken back</Badge> : null}{' '}
              {mayTrace && !withdrawn ? (
                <ActButton
                  label="Take back"
                  title="Take the action back: it was written down by mistake"
                  reason="required"
                  onAct={({ reason }) => act(`/actions/${part(action_id)}/withdraw`, { version, reason })}
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayTrace ? (
        <ActButton
          label="Write an action down"
          title="What a provider did about a caller"
          fields={[
            {
              name: 'provider',
              label: 'Provider',
              kind: 'select',
              options: hops.toReversed().map(({ provider }) => ({ value: provider, label: provider })),
            },
            {
              name: 'action',
              label: 'It has',
              kind: 'select',
              options: types.map((one) => ({ value: one, label: one })),
            },
            { name: 'caller', label: 'Caller', required: true, initial: customers.at(-1) ?? '' },
            { name: 'taken_at', label: 'When (UTC)', kind: 'datetime-local', required: true },
            { name: 'detail', label: 'Details' },
          ]}
          onAct={({ fields, reason }) =>
            act('/actions', {
              traceback_id,
              provider: fields['provider'],
              action: fields['action'],
              caller: fields['caller'],
              taken_at: isoOf(fields['taken_at'] ?? ''),
              detail: fields['detail'] ?? '',
              ...why(reason),
            })
          }
        />
      ) : null}
    </>
  );
}
