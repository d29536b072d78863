import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly children: ReactNode;
}

/** Around a wide table. It can be reached by keyboard, so that whoever has no mouse can scroll it. */
export const Scroll = ({ label, children }: Props) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
  <section className="table-scroll" tabIndex={0} aria-label={label}>
    {children}
  </section>
);
