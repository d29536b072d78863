import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { act } from '../api/ask.ts';
import { ActButton } from '../parts/act.tsx';
import { Badge } from '../parts/badge.tsx';
import { PageLink } from '../parts/link.tsx';
import { Pop } from '../parts/pop.tsx';
import { Trouble } from '../parts/trouble.tsx';
import type { Me } from '../state/me.ts';
import { say } from '../state/say.ts';
import { parseSearch } from '../state/search.ts';
import { useRawSearch } from '../state/use-search.ts';
import { searchToShare, useViews, type View } from '../state/views.ts';

/** Saved views: this page to save, one's own, and those of others. */
export const Views = ({ me }: { readonly me: Me }) => (
  <Pop label="Views">{(close) => <Panel me={me} close={close} />}</Pop>
);

function Panel({ me, close }: { readonly me: Me; readonly close: () => void }) {
  const views = useViews();
  if (views.data === undefined)
    return views.error === null ? (
      <p role="status">Loading …</p>
    ) : (
      <Trouble error={views.error} again={() => void views.refetch()} />
    );
  const own = views.data.items.filter(({ owner }) => owner === me.name);
  const others = views.data.items.filter(({ owner }) => owner !== me.name);
  return (
    <>
      <div className="actions">
        <SaveThis me={me} />
        <CopyLink />
      </div>
      <h2>My views</h2>
      {own.length === 0 ? (
        <p className="hint">None yet. Choose filters on a page, then save it.</p>
      ) : (
        <List views={own} own close={close} />
      )}
      {me.role === 'carrier' ? null : (
        <>
          <h2>Shared by others</h2>
          {others.length === 0 ? (
            <p className="hint">None yet.</p>
          ) : (
            <List views={others} removable={me.rights.includes('people')} close={close} />
          )}
        </>
      )}
    </>
  );
}

interface ListProps {
  readonly views: readonly View[];
  readonly own?: boolean;
  readonly removable?: boolean;
  readonly close: () => void;
}

const List = ({ views, own = false, removable = own, close }: ListProps) => (
  <ul className="pop-list">
    {views.map((view) => (
      <li key={view.id}>
        <PageLink to={{ path: view.path, search: parseSearch(view.search) }} onClick={close}>
          {view.name}
        </PageLink>
        <span className="actions">
          {own ? null : <span className="hint">{view.owner}</span>}
          {own && view.shared ? <Badge>shared</Badge> : null}
          {removable ? (
            <ActButton
              label="Remove"
              title={`Remove the view ${view.name}`}
              kind="danger"
              reason="none"
              done={`The view ${view.name} is removed.`}
              onAct={() => act(`/console/views/${view.id}/remove`, {})}
            />
          ) : null}
        </span>
      </li>
    ))}
  </ul>
);

function SaveThis({ me }: { readonly me: Me }) {
  const { pathname } = useLocation();
  const search = searchToShare(useRawSearch());
  return (
    <ActButton
      label="Save this view"
      reason="none"
      confirm={
        <p>
          It keeps the page with its filters, order, range and columns: <code>{`${pathname}${search}`}</code>.
          A view of yours with the same name is replaced.
        </p>
      }
      fields={[
        { name: 'name', label: 'Name', required: true },
        ...(me.role === 'carrier'
          ? []
          : [
              {
                name: 'shared',
                label: 'Share it with everybody here',
                kind: 'checkbox',
                hint: 'People of carriers do not see it.',
              } as const,
            ]),
      ]}
      done="The view is saved."
      onAct={({ fields }) =>
        act('/console/views', {
          name: fields['name'],
          path: pathname,
          search,
          shared: fields['shared'] === 'true',
        })
      }
    />
  );
}

/** Copies the page's address, without the choice to see called numbers in full. */
function CopyLink() {
  const { pathname } = useLocation();
  const [shown, setShown] = useState(false);
  const link = `${location.origin}${pathname}${searchToShare(useRawSearch())}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      say('The link is copied.');
    } catch {
      // Browsers offer the clipboard to safe connections only.
      setShown(true);
    }
  };
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        Copy link
      </button>
      {shown ? (
        <input readOnly aria-label="Link" value={link} onFocus={({ target }) => target.select()} />
      ) : null}
    </>
  );
}
