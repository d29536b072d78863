import type { ReactNode } from 'react';

/** A list of facts: what each is called, and what it is. Facts whose value is undefined or null are left out. */
export const Facts = ({ items }: { readonly items: readonly (readonly [string, ReactNode])[] }) => (
  <dl className="facts">
    {items
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
