import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { act } from '../../api/ask.ts';
import { Field, valuesOf } from '../../parts/act-field.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useMay } from '../../state/me.ts';
import { say } from '../../state/say.ts';
import { PreviewShown, previewIn } from './preview.tsx';
import { part, type ShownAnswer, type ShownRequest, why } from './shown.ts';
import { fieldsOfKind, isoOf, type Kind, kinds, writtenAnswer } from './written-answer.ts';

interface Props {
  readonly request: ShownRequest;
  /** The answer that is amended; left out = a new one. */
  readonly amends?: ShownAnswer;
}

/** Enters an answer for a provider, such as after a telephone call. What it would do is shown before it can be saved. */
export function AnswerForm({ request, amends }: Props) {
  const mayTrace = useMay('trace');
  const [isOpen, setOpen] = useState(false);
  if (!mayTrace) return null;
  return (
    <details
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="case-answer-form"
    >
      <summary>{amends === undefined ? 'Enter its answer' : 'Amend the answer'}</summary>
      {isOpen ? <Form request={request} {...(amends === undefined ? {} : { amends })} /> : null}
    </details>
  );
}

function Form({ request, amends }: Props) {
  const [kind, setKind] = useState<Kind>('upstream');
  // As it was when the form was opened: the page is refreshed meanwhile.
  const [seen] = useState(amends?.version ?? request.version);
  const form = useRef<HTMLFormElement>(null);
  const queries = useQueryClient();
  const id = useId();
  const given = () => {
    const data = new FormData(form.current ?? undefined);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const values = valuesOf(fieldsOfKind(kind), data);
    return {
      answer: writtenAnswer(request.request_id, kind, values),
      reason: text('reason'),
      received_at: text('received_at'),
    };
  };
  const preview = useMutation({
    mutationFn: async () => previewIn(await act('/answers/preview', { answer: given().answer })),
  });
  const save = useMutation({
    mutationFn: () => {
      const { answer, reason, received_at } = given();
      const body = {
        answer,
        ...(received_at === '' ? {} : { received_at: isoOf(received_at) }),
        version: seen,
        ...why(reason),
      };
      return amends === undefined
        ? act('/answers', body)
        : act(`/answers/${part(amends.answer_id)}`, body, 'put');
    },
    onSuccess: () => say('The answer is saved.'),
    onSettled: () => queries.invalidateQueries(),
  });
  // What was previewed is what is saved: a change asks for another preview.
  const forget = () => {
    preview.reset();
    save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    preview.mutate();
  };
  return (
    <form ref={form} onSubmit={submit} onChange={forget}>
      <label htmlFor={`${id}kind`}>What {request.provider} says</label>
      <select
        id={`${id}kind`}
        value={kind}
        onChange={(event) => setKind(kinds.find(([one]) => one === event.target.value)?.[0] ?? kind)}
      >
        {kinds.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
      {fieldsOfKind(kind).map((field) => (
        <Field key={`${kind}${field.name}`} field={field} id={`${id}${field.name}`} />
      ))}
      <label htmlFor={`${id}received`}>When it came in, UTC (may be left out: now)</label>
      <input id={`${id}received`} name="received_at" type="datetime-local" step="1" />
      <label htmlFor={`${id}reason`}>Reason for writing it down (may be left out)</label>
      <input id={`${id}reason`} name="reason" maxLength={2_000} />
      <div className="actions">
        <button type="submit" disabled={preview.isPending}>
          {preview.isPending ? 'Wait …' : 'Preview: nothing is saved yet'}
        </button>
      </div>
      {preview.error === null ? null : <Trouble error={preview.error} />}
      {preview.data === undefined ? null : (
        <>
          <PreviewShown preview={preview.data} />
          {save.error === null ? null : <Trouble error={save.error} />}
          <button
            type="button"
            className="act-main"
            disabled={save.isPending || save.isSuccess}
            onClick={() => save.mutate()}
          >
            {save.isPending ? 'Wait …' : 'Save this answer'}
          </button>
        </>
      )}
    </form>
  );
}
