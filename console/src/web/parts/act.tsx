import { useQueryClient } from '@tanstack/react-query';
import { Dialog } from 'radix-ui';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { say } from '../state/say.ts';
import { type ActField, Field, valuesOf } from './act-field.tsx';
import { Trouble } from './trouble.tsx';

/** What the person gave: the reason ('' where none was given), and the value of each field by its name. */
interface GivenAct {
  readonly reason: string;
  readonly fields: Readonly<Record<string, string>>;
}

interface Props {
  readonly label: string;
  /** Title of the dialog; the label, unless said. */
  readonly title?: string;
  /** What will happen. */
  readonly confirm?: ReactNode;
  readonly reason?: 'required' | 'optional' | 'none';
  readonly fields?: readonly ActField[];
  readonly kind?: 'plain' | 'main' | 'danger';
  readonly disabled?: boolean;
  /** Said once it is done; '' = nothing, where the page shows it. */
  readonly done?: string;
  /** What it does. The one from when the dialog opened: it acts on what the person saw then, though the page is refreshed meanwhile. */
  readonly onAct: (given: GivenAct) => Promise<unknown>;
  /** The dialog has choices outside of `fields`: `onAct` is taken as it stands when it is sent, and keeps by itself what was seen. */
  readonly hasChoices?: boolean;
}

/** A button that changes something: it asks for what is needed, says what went wrong, and shows the page anew. */
export function ActButton(props: Props) {
  const { label, title = label, confirm, kind = 'plain', disabled = false } = props;
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <button type="button" className={`act-${kind}`} disabled={disabled}>
          {label}
        </button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title>{title}</Dialog.Title>
          {confirm === undefined ? null : <div className="confirm">{confirm}</div>}
          <ActForm {...props} close={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The form of the dialog. It is made anew each time the dialog opens. */
function ActForm(props: Props & { readonly close: () => void }) {
  const { label, reason = 'optional', fields = [], kind = 'plain' } = props;
  const { busy, error, send } = useSending(props);
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const why = data.get('reason');
    void send({ reason: typeof why === 'string' ? why.trim() : '', fields: valuesOf(fields, data) });
  };
  return (
    <form onSubmit={submit}>
      {fields.map((field) => (
        <Field key={field.name} field={field} id={`${id}${field.name}`} />
      ))}
      {reason === 'none' ? null : <Reason id={`${id}reason`} required={reason === 'required'} />}
      {error === undefined ? null : <Trouble error={error} />}
      {busy ? (
        <p role="status" className="hint">
          It is being done. Closing this does not end it.
        </p>
      ) : null}
      <div className="dialog-buttons">
        <Dialog.Close asChild>
          <button type="button">{busy ? 'Close' : 'Cancel'}</button>
        </Dialog.Close>
        <button type="submit" className={kind === 'danger' ? 'act-danger' : 'act-main'} disabled={busy}>
          {busy ? 'Wait …' : label}
        </button>
      </div>
    </form>
  );
}

const Reason = ({ id, required }: { readonly id: string; readonly required: boolean }) => (
  <>
    <label htmlFor={id}>Reason{required ? '' : ' (may be left out)'}</label>
    <textarea
      id={id}
      name="reason"
      rows={3}
      maxLength={2_000}
      required={required}
      // Spaces alone are no reason.
      onInput={({ currentTarget }) => {
        const blank = required && currentTarget.value !== '' && currentTarget.value.trim() === '';
        currentTarget.setCustomValidity(blank ? 'Say why: spaces alone are no reason.' : '');
      }}
    />
    <p className="hint">The log keeps it.</p>
  </>
);

/** Sends once, however often the button is pressed, and asks for the page's answers again. */
function useSending({
  onAct,
  hasChoices = false,
  done = 'Done.',
  close,
}: Props & { readonly close: () => void }) {
  const [atOpening] = useState(() => onAct);
  const [error, setError] = useState<unknown>(undefined);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const queries = useQueryClient();
  const send = async (given: GivenAct) => {
    // A second click may come before React has drawn the first.
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(undefined);
    try {
      await (hasChoices ? onAct : atOpening)(given);
      if (done !== '') say(done);
      close();
    } catch (cause) {
      setError(cause);
    } finally {
      running.current = false;
      setBusy(false);
      void queries.invalidateQueries();
    }
  };
  return { busy, error, send };
}
