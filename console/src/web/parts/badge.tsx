import type { ReactNode } from 'react';

interface Props {
  readonly kind?: 'ok' | 'warn' | 'bad' | 'info' | 'plain';
  readonly children: ReactNode;
  readonly title?: string;
}

/** A short state, such as 'overdue'. Its text says what its colour says. */
export const Badge = ({ kind = 'plain', children, title }: Props) => (
  <span className={`badge badge-${kind}`} title={title}>
    {children}
  </span>
);
