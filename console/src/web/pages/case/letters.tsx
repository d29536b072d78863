import { useState } from 'react';
import type { letterRoute } from '../../../server/routes/cases/letter.ts';
import { Answered } from '../../parts/answered.tsx';
import { Time } from '../../parts/time.tsx';
import { useAnswer } from '../../state/use-answer.ts';

/** The messages of a request as they went out. They are asked for when somebody opens this part. */
export function Letters({ id }: { readonly id: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Letters as they went out</summary>
      {isOpen ? <Sent id={id} /> : null}
    </details>
  );
}

const forms = ['text', 'json', 'html'] as const;

function Sent({ id }: { readonly id: string }) {
  const [form, setForm] = useState<(typeof forms)[number]>('text');
  const answer = useAnswer<typeof letterRoute>('/console/requests/{request_id}/letters', {
    params: { request_id: id },
    query: { form },
    reveals: true,
    live: false,
  });
  return (
    <>
      <p>
        Called numbers are masked, and the secret part of links is withheld.{' '}
        {forms.map((one) => (
          <button key={one} type="button" aria-pressed={form === one} onClick={() => setForm(one)}>
            {one}
          </button>
        ))}
      </p>
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
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
                <pre tabIndex={0}>{text}</pre>
              </figure>
            ))}
          </>
        )}
      </Answered>
    </>
  );
}
