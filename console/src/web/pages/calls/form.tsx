import { useId } from 'react';
import type { Patch } from '../../state/search.ts';
import { usePatch } from '../../state/use-search.ts';
import type { CallFilters } from './search.ts';

interface Field {
  readonly name: keyof CallFilters;
  readonly label: string;
  readonly hint?: string;
  readonly options?: readonly (readonly [value: string, label: string])[];
  readonly numeric?: boolean;
  /** Stands behind "More filters". */
  readonly more?: boolean;
}

const any = ['', 'any'] as const;
const fields: readonly Field[] = [
  { name: 'calling', label: 'From number', hint: '+1 (202) 555-0123, 202-555, withheld' },
  { name: 'called', label: 'To number', hint: '+1 (303) 555-0123, 303-555' },
  { name: 'carrier', label: 'Reported by' },
  { name: 'upstream', label: 'Upstream', hint: 'none = not said' },
  { name: 'sip', label: 'SIP code', hint: '404 or 4xx' },
  { name: 'answered', label: 'Answered', options: [any, ['yes', 'yes'], ['no', 'no']] },
  { name: 'least_s', label: 'Talked at least, s', numeric: true, more: true },
  { name: 'most_s', label: 'Talked at most, s', numeric: true, more: true },
  { name: 'downstream', label: 'Downstream', hint: 'none = not said', more: true },
  { name: 'customer', label: 'Customer', more: true },
  { name: 'trunk', label: 'Ingress trunk', more: true },
  {
    name: 'attestation',
    label: 'Attestation',
    options: [any, ['A', 'A'], ['B', 'B'], ['C', 'C'], ['none', 'none']],
    more: true,
  },
];

/** The filters of call search. They are kept in the address. */
export function CallForm({ filters }: { readonly filters: CallFilters }) {
  const patch = usePatch();
  const isUsed = ({ name }: Field) => filters[name] !== undefined;
  const more = fields.filter((field) => field.more === true);
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          const values: Patch = Object.fromEntries(
            fields.map(({ name }) => [name, String(given.get(name) ?? '').trim() || undefined]),
          );
          patch(values);
        }}
      >
        <div className="fields">
          {fields.map((field) =>
            field.more === true ? null : <Input key={field.name} field={field} value={filters[field.name]} />,
          )}
        </div>
        <details open={more.some(isUsed)}>
          <summary>More filters</summary>
          <div className="fields">
            {more.map((field) => (
              <Input key={field.name} field={field} value={filters[field.name]} />
            ))}
          </div>
        </details>
        <div className="actions">
          <button type="submit" className="act-main">
            Search
          </button>
          <button
            type="button"
            onClick={() =>
              patch({
                ...Object.fromEntries(fields.map(({ name }) => [name, undefined])),
                from: undefined,
                to: undefined,
              })
            }
          >
            Clear
          </button>
        </div>
      </form>
    </search>
  );
}

interface InputProps {
  readonly field: Field;
  readonly value: string | number | undefined;
}

function Input({ field: { name, label, hint, options, numeric = false }, value }: InputProps) {
  const id = useId();
  const common = { id, name, defaultValue: value ?? '' };
  // The key makes the input anew where the address changes by itself, as with Back.
  return (
    <div className="field" key={String(value)}>
      <label htmlFor={id}>{label}</label>
      {options === undefined ? (
        <input
          {...common}
          type={numeric ? 'number' : 'text'}
          {...(numeric ? { min: 0 } : {})}
          placeholder={hint}
          autoComplete="off"
          spellCheck={false}
        />
      ) : (
        <select {...common}>
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
