import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { addresses } from '../state/addresses.ts';
import { type Right, useMe } from '../state/me.ts';

/** Shows a page to those who may see it. The server checks each request again. */
export function PageGate({ needs, children }: { readonly needs: Right; readonly children: ReactNode }) {
  const me = useMe();
  if (me.data === undefined) return null;
  if (!me.data.rights.includes(needs))
    return (
      <Page title="You may not see this page">
        <p>
          It needs the right '{needs}', which your role '{me.data.role}' does not have. Ask a lead for another
          role.
        </p>
      </Page>
    );
  return <Suspense fallback={<p role="status">Loading …</p>}>{children}</Suspense>;
}

/** What stands where a page failed. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Page title="This page can not be shown">
      <Trouble
        error={error}
        again={() => {
          reset();
          void router.invalidate();
        }}
      />
    </Page>
  );
}

export const NotThere = () => (
  <Page title="There is no such page">
    <p>
      The address is mistyped, or the link is old. Begin at the{' '}
      <PageLink to={addresses.inbox()}>inbox</PageLink>.
    </p>
  </Page>
);
