import { type ReactNode, useState } from 'react';
import type { draftRoute } from '../../../server/routes/cases/draft.ts';
import type { letterRoute } from '../../../server/routes/cases/letter.ts';
import { Answered } from '../../parts/answered.tsx';
import { Time } from '../../parts/time.tsx';
import { WhenOpened } from '../../parts/when-opened.tsx';
import { useAnswer } from '../../state/use-answer.ts';

/** The messages of a request as they went out. They are asked for when somebody opens this part. */
export const Letters = ({ id }: { readonly id: string }) => (
  <WhenOpened summary="Letters as they went out">
    <Sent id={id} />
  </WhenOpened>
);

/** The message of a request that is not out: who approves it reads what will be sent. It is written when somebody opens this part. */
export const Draft = ({ id, version }: { readonly id: string; readonly version: number }) => (
  <WhenOpened summary="The letter as it would go out">
    <Written key={version} id={id} />
  </WhenOpened>
);

const forms = ['text', 'json', 'html'] as const;
type Form = (typeof forms)[number];

function Forms({
  form,
  onForm,
  children,
}: {
  readonly form: Form;
  readonly onForm: (form: Form) => void;
  readonly children: ReactNode;
}) {
  return (
    <p>
      {children}{' '}
      {forms.map((one) => (
        <button key={one} type="button" aria-pressed={form === one} onClick={() => onForm(one)}>
          {one}
        </button>
      ))}
    </p>
  );
}

/** The words of a letter, as a part that scrolls. */
const Words = ({ text }: { readonly text: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
  <pre tabIndex={0}>{text}</pre>
);

function Written({ id }: { readonly id: string }) {
  const [form, setForm] = useState<Form>('text');
  const answer = useAnswer<typeof draftRoute>('/console/requests/{request_id}/draft', {
    params: { request_id: id },
    query: { form },
    reveals: true,
    live: false,
  });
  return (
    <>
      <Forms form={form} onForm={setForm}>
        Written now, and not kept. Its id, its date and the due time become those of the sending. Called
        numbers are masked unless this page shows them in full, and the secret part of links is withheld.
      </Forms>
      <Answered of={answer}>
        {({ channel, address, together, text }) => (
          <figure className="case-letter">
            <figcaption>
              By {channel} to {address}.{' '}
              {together.length === 0
                ? 'The message has this request alone.'
                : `The message has ${together.length === 1 ? 'another request' : `${together.length} other requests`} too, approved already: ${together.join(', ')}.`}
            </figcaption>
            <Words text={text} />
          </figure>
        )}
      </Answered>
    </>
  );
}

function Sent({ id }: { readonly id: string }) {
  const [form, setForm] = useState<Form>('text');
  const answer = useAnswer<typeof letterRoute>('/console/requests/{request_id}/letters', {
    params: { request_id: id },
    query: { form },
    reveals: true,
    live: false,
  });
  return (
    <>
      <Forms form={form} onForm={setForm}>
        Called numbers are masked, and the secret part of links is withheld.
      </Forms>
      <Answered
        of={answer}
        empty={({ letters }) => letters.length === 0}
        emptyText="Nothing went out in this form."
      >
        {({ letters }) => (
          <>
            {letters.map(({ purpose, at, address, sha256_as_sent, text }) => (
              <figure key={`${purpose}${at}`} className="case-letter">
                <figcaption>
                  {purpose === 'request' ? 'Request' : 'Reminder'} of <Time at={at} /> to {address}. SHA-256
                  as sent: <code>{sha256_as_sent}</code>
                </figcaption>
                <Words text={text} />
              </figure>
            ))}
          </>
        )}
      </Answered>
    </>
  );
}
