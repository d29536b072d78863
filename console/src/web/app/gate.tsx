import { type ErrorComponentProps, Navigate, useLocation, useRouter } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { isLoadFailure, Trouble } from '../parts/trouble.tsx';
import { addresses } from '../state/addresses.ts';
import { type Right, useMe } from '../state/me.ts';
import { AddressError } from '../state/search.ts';
import { usePatch } from '../state/use-search.ts';
import { placesFor } from './places.ts';

/**
 * Shows a page to those who may see it. The server checks each request again. Everybody begins at '/': whoever may not see the
 * inbox is led to the first page of the own navigation.
 */
export function PageGate({ needs, children }: { readonly needs: Right; readonly children: ReactNode }) {
  const me = useMe();
  const { pathname } = useLocation();
  if (me.data === undefined) return null;
  if (!me.data.rights.includes(needs)) {
    const [home] = placesFor(me.data);
    if (pathname === '/' && home !== undefined)
      return <Navigate to={home.to.path} search={home.to.search} replace />;
    return (
      <Page title="You may not see this page">
        <p>
          It needs the right '{needs}', which your role '{me.data.role}' does not have. Ask a lead for another
          role.
        </p>
        {home === undefined ? null : (
          <p>
            Go to <PageLink to={home.to}>{home.label}</PageLink>.
          </p>
        )}
      </Page>
    );
  }
  return <Suspense fallback={<p role="status">Loading …</p>}>{children}</Suspense>;
}

/** What stands where a page failed, or where its address can not be used. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const patch = usePatch();
  // The router wraps what its check of an address throws.
  const cause = error instanceof Error && error.cause instanceof AddressError ? error.cause : error;
  const wrong = cause instanceof AddressError ? cause.names : [];
  return (
    <Page title="This page can not be shown">
      <Trouble
        error={cause}
        again={() => {
          // A part that could not be loaded is asked for once only, until the browser loads the whole console.
          if (isLoadFailure(cause)) location.reload();
          reset();
          void router.invalidate();
        }}
      />
      {wrong.length === 0 ? null : (
        <button
          type="button"
          className="act-main"
          onClick={() => patch(Object.fromEntries(wrong.map((name) => [name, undefined])))}
        >
          Open the page without {wrong.join(', ')}
        </button>
      )}
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
