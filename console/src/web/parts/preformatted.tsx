import type { ReactNode } from 'react';
import './filters.css';

interface Props {
  readonly label: string;
  readonly children: ReactNode;
}

/** Text as it is written, such as SQL, JSON or bytes. It scrolls where it is long, by keyboard too. */
export const Preformatted = ({ label, children }: Props) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
  <section className="bytes" aria-label={label} tabIndex={0}>
    <pre>{children}</pre>
  </section>
);
