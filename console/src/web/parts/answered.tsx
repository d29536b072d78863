import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Trouble } from './trouble.tsx';

interface Props<T> {
  readonly of: UseQueryResult<T>;
  readonly empty?: (data: T) => boolean;
  /** Shown where `empty` says so: what to do now. */
  readonly emptyText?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** An answer of the server in each of its states: asked for, failed, empty, there. */
export function Answered<T>({ of, empty, emptyText, children }: Props<T>) {
  const again = () => void of.refetch();
  if (of.data === undefined)
    return of.error === null ? <Waiting /> : <Trouble error={of.error} again={again} />;
  return (
    <div aria-busy={of.isPlaceholderData} className={of.isPlaceholderData ? 'answered stale' : 'answered'}>
      {of.error === null ? null : <Trouble error={of.error} again={again} since={of.dataUpdatedAt} />}
      {empty?.(of.data) === true ? <Empty>{emptyText}</Empty> : children(of.data)}
    </div>
  );
}

const Waiting = () => (
  <p className="waiting" role="status">
    Loading …
  </p>
);

/** Nothing to show, and what to do about it. */
export const Empty = ({ children }: { readonly children: ReactNode }) => (
  <div className="empty">{children ?? 'There is nothing here yet.'}</div>
);
