import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PageAddress } from '../state/addresses.ts';

interface Props {
  readonly to: PageAddress;
  readonly children: ReactNode;
  readonly className?: string;
  readonly title?: string;
  readonly onClick?: () => void;
  /** The link is that of a table's row: Enter on the row follows it. */
  readonly rowLink?: boolean;
}

/** Link to a page of the console. The choice of UTC or local, and that of live or paused, go along (app/router.tsx). */
export function PageLink({ to, children, rowLink = false, ...rest }: Props) {
  return (
    <Link to={to.path} search={to.search} {...(rowLink ? { 'data-row-link': '' } : {})} {...rest}>
      {children}
    </Link>
  );
}
