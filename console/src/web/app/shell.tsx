import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { PageLink } from '../parts/link.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useShortcuts } from '../state/keys.ts';
import { useMe } from '../state/me.ts';
import { timeText } from '../state/time-text.ts';
import { Person, Zone } from './choices.tsx';
import { Help } from './help.tsx';
import { RevealedMark, Sayings, UnknownParts } from './notices.tsx';
import { type Place, placesFor } from './places.ts';
import { Refresh } from './refresh.tsx';
import { Views } from './views.tsx';

/** The frame around every page. */
export function Shell() {
  const me = useMe();
  const places = me.data === undefined ? [] : placesFor(me.data);
  const [menu, setMenu] = useState(false);
  const [help, setHelp] = useState(false);
  const main = useFocusOnNewPage();
  useKeys(places, () => setHelp(true));
  const [home] = places;
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="bar">
        {home === undefined ? (
          <span className="brand">Ringtrace</span>
        ) : (
          <PageLink className="brand" to={home.to}>
            Ringtrace
          </PageLink>
        )}
        <Refresh />
        <Zone />
        {me.data === undefined ? null : <Views me={me.data} />}
        <Help places={places} open={help} onOpen={setHelp} />
        {me.data === undefined ? null : <Person me={me.data} />}
        <button
          type="button"
          className="menu-button"
          aria-expanded={menu}
          aria-controls="pages"
          onClick={() => setMenu(!menu)}
        >
          Menu
        </button>
      </header>
      <nav aria-label="Pages" id="pages" className={menu ? 'open' : undefined}>
        <ul>
          {places.map(({ label, to }) => (
            <li key={label}>
              <PageLink to={to} onClick={() => setMenu(false)}>
                {label}
              </PageLink>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" tabIndex={-1} ref={main}>
        <p className="print-only">
          Ringtrace{me.data === undefined ? '' : `, for ${me.data.name}`}, {timeText(Date.now(), 'utc')},{' '}
          {location.href}
        </p>
        <UnknownParts />
        <RevealedMark />
        {me.error === null || me.data !== undefined ? (
          <Outlet />
        ) : (
          <Trouble error={me.error} again={() => void me.refetch()} />
        )}
      </main>
      <Sayings />
    </div>
  );
}

/** Moves the focus into the content of a new page, as a browser does with a page that it loads. */
function useFocusOnNewPage() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

/** Keys that work on every page. */
function useKeys(places: readonly Place[], help: () => void): void {
  const navigate = useNavigate();
  const queries = useQueryClient();
  /** When g was pressed, in ms since 1970: the next key may name a page. */
  const jump = useRef(0);
  useShortcuts((key) => {
    const jumps = Date.now() - jump.current < 2_000;
    jump.current = 0;
    const place = jumps ? places.find((one) => one.key === key) : undefined;
    if (place !== undefined) void navigate({ to: place.to.path, search: place.to.search });
    else if (key === 'g') jump.current = Date.now();
    else if (key === '?') help();
    else if (key === '.') void queries.invalidateQueries();
    else if (key === '/') return focusSearch();
    else return false;
    return true;
  });
}

function focusSearch(): boolean {
  const field = document.querySelector('main input[type=search], main [data-search]');
  if (!(field instanceof HTMLElement)) return false;
  field.focus();
  return true;
}
