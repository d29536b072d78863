import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PageAddress } from '../state/addresses.ts';

interface Props {
  readonly to: PageAddress;
  readonly children: ReactNode;
  readonly className?: string;
  readonly title?: string;
  readonly onClick?: () => void;
}

/** Link to a page of the console. The choice of UTC or local, and that of live or paused, go along (app/router.tsx). */
export function PageLink({ to, children, ...rest }: Props) {
  return (
    <Link to={to.path} search={to.search} {...rest}>
      {children}
    </Link>
  );
}
