import { act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { Badge } from '../../parts/badge.tsx';
import { countText } from '../../parts/count.ts';
import { PageLink } from '../../parts/link.tsx';
import { Section } from '../../parts/page.tsx';
import { Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { useMay } from '../../state/me.ts';
import type { CardAnswer } from './identity.tsx';

interface Props {
  readonly card: CardAnswer;
}

/** Signatures that do not fit the records, as questions. */
export function Questions({ card: { questions } }: Props) {
  const mayLook = useMay('look');
  return (
    <Section
      title="Questions about attestation"
      note="Signatures of campaign calls that do not fit the records. These are questions to the provider, and no verdicts."
    >
      {questions.length === 0 ? <p>There is none.</p> : null}
      <ul>
        {questions.map(({ text, calls, example }) => (
          <li key={text}>
            {text} ({countText(calls)} calls
            {example === null ? '' : '; '}
            {example === null ? null : mayLook ? (
              <PageLink
                to={addresses.call(
                  example.carrier,
                  example.call_id,
                  Date.parse(`${example.start_time.replace(' ', 'T')}Z`),
                )}
              >
                an example
              </PageLink>
            ) : (
              `for example your leg ${example.call_id}`
            )}
            )
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the provider says against its card, and what the group answered. */
export function Objections({ card: { described, provider, as_of } }: Props) {
  const isLead = useMay('lead');
  const objections = described?.objections ?? [];
  const path = `/providers/${encodeURIComponent(provider)}/objections`;
  return (
    <Section
      title="Objections"
      note="Every later card shows an objection, and the answer to it."
      actions={
        isLead ? (
          <ActButton
            label="Write down an objection"
            fields={[
              { name: 'by', label: 'Who objects', required: true },
              {
                name: 'text',
                label: 'What is wrong with the card, in their words',
                kind: 'textarea',
                required: true,
              },
            ]}
            onAct={({ reason, fields }) =>
              act(path, { ...fields, card_as_of: as_of, ...(reason === '' ? {} : { reason }) })
            }
          />
        ) : undefined
      }
    >
      {objections.length === 0 ? <p>There is none.</p> : null}
      {objections.map((one) => (
        <article key={one.objection_id}>
          <h3>
            {one.by}{' '}
            <Badge kind={one.answered_at === null ? 'warn' : 'plain'}>
              {one.answered_at === null ? 'not answered' : one.upheld ? 'upheld' : 'not upheld'}
            </Badge>
          </h3>
          <p>
            <Time at={one.filed_at} />, on the card as of <Time at={one.card_as_of} />: {one.text}
          </p>
          {one.answered_at === null ? null : (
            <p>
              <Time at={one.answered_at} />: {one.answer}
            </p>
          )}
          {isLead && one.answered_at === null ? (
            <ActButton
              label="Answer it"
              fields={[
                { name: 'text', label: 'The answer of the group', kind: 'textarea', required: true },
                { name: 'upheld', label: 'The objection is right', kind: 'checkbox' },
              ]}
              onAct={({ reason, fields }) =>
                act(`${path}/${encodeURIComponent(one.objection_id)}/answer`, {
                  text: fields['text'],
                  upheld: fields['upheld'] === 'true',
                  ...(reason === '' ? {} : { reason }),
                })
              }
            />
          ) : null}
        </article>
      ))}
    </Section>
  );
}

export const Limits = ({ card: { limits } }: Props) => (
  <Section title="What this card does not show">
    <ul>
      {limits.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  </Section>
);
