import { type ReactNode, useEffect, useRef, useState } from 'react';

interface Props {
  readonly label: ReactNode;
  /** Content of the panel; `close` closes it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a panel below itself. Escape and a click elsewhere close it; a dialog that it opened does not. */
export function Pop({ label, children }: Props) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDetailsElement>(null);
  const close = () => setOpen(false);
  useEffect(() => {
    if (!open) return undefined;
    const outside = ({ target }: Event) => {
      if (!(target instanceof Element) || target.closest('[role=dialog], .overlay') !== null) return;
      if (place.current?.contains(target) !== true) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector('[role=dialog]') !== null) return;
      setOpen(false);
      place.current?.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);
  return (
    <details className="pop" open={open} ref={place} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {open ? <div className="pop-panel">{children(close)}</div> : null}
    </details>
  );
}
