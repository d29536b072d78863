import type { ReactNode } from 'react';
import './filters.css';

interface Props {
  /** Name of the form, where a page has more than one. */
  readonly label?: string;
  /** What is done with the fields' values once the form is sent; unless said, each field acts by itself. */
  readonly onSend?: (values: Readonly<Record<string, string>>) => void;
  readonly children: ReactNode;
}

/** Fields by which a page's rows are chosen. */
export const Filters = ({ label = 'Filters', onSend, children }: Props) => (
  <form
    className="filter-form"
    aria-label={label}
    onSubmit={(event) => {
      event.preventDefault();
      const values = [...new FormData(event.currentTarget)].map(([name, value]): [string, string] => [
        name,
        typeof value === 'string' ? value.trim() : '',
      ]);
      onSend?.(Object.fromEntries(values));
    }}
  >
    {children}
  </form>
);

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly all: string;
  readonly values: readonly string[];
  readonly onChoose: (value: string) => void;
}

/** A choice of one value, or of all. */
export const Choice = ({ label, value = '', all, values, onChoose }: ChoiceProps) => (
  <label>
    {label}{' '}
    <select value={value} onChange={(event) => onChoose(event.target.value)}>
      <option value="">{all}</option>
      {values.map((one) => (
        <option key={one} value={one}>
          {one.replaceAll('_', ' ')}
        </option>
      ))}
    </select>
  </label>
);
