/** A field that the dialog of an act asks for, besides the reason. */
export interface ActField {
  readonly name: string;
  readonly label: string;
  readonly kind?:
    | 'text'
    | 'number'
    | 'date'
    | 'datetime-local'
    | 'textarea'
    | 'select'
    | 'checkbox'
    | 'password';
  /** Of a select. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly required?: boolean;
  /** Of a checkbox: 'true' = ticked. */
  readonly initial?: string;
  readonly hint?: string;
}

/** Values of a form by the fields' names. Of a checkbox: 'true' or 'false'. Only a password keeps spaces at its ends. */
export function valuesOf(fields: readonly ActField[], data: FormData): Readonly<Record<string, string>> {
  const values = fields.map(({ name, kind }): [string, string] => {
    const given = data.get(`field.${name}`);
    if (kind === 'checkbox') return [name, given === null ? 'false' : 'true'];
    const text = typeof given === 'string' ? given : '';
    return [name, kind === 'password' ? text : text.trim()];
  });
  return Object.fromEntries(values);
}

interface Props {
  readonly field: ActField;
  readonly id: string;
}

/** A field with its label, and what helps to fill it in. */
export function Field({ field, id }: Props) {
  const { label, kind = 'text', hint, required = false } = field;
  const hintId = hint === undefined ? undefined : `${id}hint`;
  const note =
    hint === undefined ? null : (
      <p className="hint" id={hintId}>
        {hint}
      </p>
    );
  if (kind === 'checkbox')
    return (
      <>
        <label className="choice">
          <input
            type="checkbox"
            name={`field.${field.name}`}
            defaultChecked={field.initial === 'true'}
            aria-describedby={hintId}
          />
          {label}
        </label>
        {note}
      </>
    );
  return (
    <>
      <label htmlFor={id}>
        {label}
        {required || kind === 'select' ? '' : ' (may be left out)'}
      </label>
      <Input field={field} id={id} hintId={hintId} />
      {note}
    </>
  );
}

function Input({ field, id, hintId }: Props & { readonly hintId: string | undefined }) {
  const { name, kind = 'text', options = [], required = false, initial = '' } = field;
  const common = {
    id,
    name: `field.${name}`,
    required,
    defaultValue: initial,
    'aria-describedby': hintId,
  };
  if (kind === 'textarea') return <textarea {...common} rows={4} />;
  if (kind !== 'select') return <input {...common} type={kind} autoComplete="off" />;
  return (
    <select {...common}>
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
