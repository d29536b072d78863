import { type ReactNode, useEffect, useId } from 'react';
import { shownText } from '../state/visible.ts';

interface PageProps {
  readonly title: string;
  /** One or two sentences: what the page is for, or what stands out. */
  readonly lead?: ReactNode;
  /** Buttons of the page as a whole. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/**
 * What stands in a page's <main>. The title is its only heading of the first level. It may hold an id of the address, so hidden
 * characters in it are shown.
 */
export function Page({ title: given, lead, actions, children }: PageProps) {
  const title = shownText(given);
  useEffect(() => {
    document.title = `${title} · Ringtrace`;
  }, [title]);
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {lead === undefined ? null : <div className="lead">{lead}</div>}
        </div>
        {actions === undefined ? null : <div className="actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}

interface SectionProps {
  readonly title: string;
  /** What a reader has to know to read the section. */
  readonly note?: ReactNode;
  /** Anchor within the page. */
  readonly id?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with a heading of the second level. */
export function Section({ title, note, id, actions, children }: SectionProps) {
  const heading = useId();
  return (
    <section className="section" aria-labelledby={heading} id={id}>
      <div className="section-head">
        <h2 id={heading}>{title}</h2>
        {actions === undefined ? null : <div className="actions">{actions}</div>}
      </div>
      {note === undefined ? null : <p className="note">{note}</p>}
      {children}
    </section>
  );
}
