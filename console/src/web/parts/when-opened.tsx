import { type ReactNode, useState } from 'react';

/** A part that stands on the page only while somebody has it open: until then nothing of it is made or asked for. */
export function WhenOpened({
  summary,
  className,
  children,
}: {
  readonly summary: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={className} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen ? children : null}
    </details>
  );
}
