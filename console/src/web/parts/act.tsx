import { useQueryClient } from '@tanstack/react-query';
import { Dialog } from 'radix-ui';
import { type ReactNode, useId, useRef, useState } from 'react';
import { told } from './trouble.tsx';

/** What the person gave: the reason ('' where none was given), and the value of each field by its name. */
export interface GivenAct {
  readonly reason: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A field that the dialog asks for besides the reason. */
export interface ActField {
  readonly name: string;
  readonly label: string;
  readonly kind?: 'text' | 'number' | 'date' | 'datetime-local' | 'textarea' | 'select' | 'password';
  /** Of a select. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly required?: boolean;
  readonly initial?: string;
  readonly hint?: string;
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
  /** Said once it is done. */
  readonly done?: string;
  readonly onAct: (given: GivenAct) => Promise<unknown>;
}

/** A button that changes something: it asks for what is needed, says what went wrong, and shows the page anew. */
export function ActButton({
  label,
  title = label,
  confirm,
  reason = 'optional',
  fields = [],
  kind = 'plain',
  disabled = false,
  done = 'Done.',
  onAct,
}: Props) {
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const queries = useQueryClient();
  const id = useId();
  const send = async (given: GivenAct) => {
    // A second click comes before React has drawn the first.
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(undefined);
    try {
      await onAct(given);
      setSaid(done);
      setOpen(false);
    } catch (cause) {
      setError(cause);
    } finally {
      running.current = false;
      setBusy(false);
      void queries.invalidateQueries();
    }
  };
  return (
    <>
      <Dialog.Root
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          setError(undefined);
          if (next) setSaid('');
        }}
      >
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
            <form
              onSubmit={(event) => {
                event.preventDefault();
                const data = new FormData(event.currentTarget);
                const text = (name: string) => String(data.get(name) ?? '').trim();
                void send({
                  reason: text('reason'),
                  fields: Object.fromEntries(fields.map(({ name }) => [name, text(`field.${name}`)])),
                });
              }}
            >
              {fields.map((field) => (
                <Field key={field.name} field={field} id={`${id}${field.name}`} />
              ))}
              {reason === 'none' ? null : (
                <>
                  <label htmlFor={`${id}reason`}>
                    Reason{reason === 'required' ? '' : ' (may be left out)'}
                  </label>
                  <textarea
                    id={`${id}reason`}
                    name="reason"
                    rows={3}
                    maxLength={2_000}
                    required={reason === 'required'}
                  />
                </>
              )}
              {error === undefined ? null : <Failed error={error} />}
              <div className="dialog-buttons">
                <Dialog.Close asChild>
                  <button type="button">Cancel</button>
                </Dialog.Close>
                <button
                  type="submit"
                  className={kind === 'danger' ? 'act-danger' : 'act-main'}
                  disabled={busy}
                >
                  {label}
                </button>
              </div>
            </form>
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
      <span role="status" className="said">
        {said}
      </span>
    </>
  );
}

function Field({ field, id }: { readonly field: ActField; readonly id: string }) {
  const { name, label, kind = 'text', options = [], required = false, initial = '', hint } = field;
  const common = { id, name: `field.${name}`, required, defaultValue: initial };
  return (
    <>
      <label htmlFor={id}>{label}</label>
      {kind === 'textarea' ? (
        <textarea {...common} rows={4} />
      ) : kind === 'select' ? (
        <select {...common}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <input {...common} type={kind} />
      )}
      {hint === undefined ? null : <p className="hint">{hint}</p>}
    </>
  );
}

function Failed({ error }: { readonly error: unknown }) {
  const { title, detail } = told(error);
  return (
    <div className="trouble" role="alert">
      <strong>{title}.</strong> {detail}
    </div>
  );
}
