import { useEffect } from 'react';
import { Pop } from '../parts/pop.tsx';
import type { Me } from '../state/me.ts';
import { showTheme, theme } from '../state/theme.ts';
import { usePatch, useRawSearch } from '../state/use-search.ts';

/** UTC or local, for every time on the page. */
export function Zone() {
  const { tz } = useRawSearch();
  const patch = usePatch();
  const local = tz === 'local';
  return (
    <fieldset className="group bare">
      <legend className="sr-only">Times</legend>
      <button type="button" aria-pressed={!local} onClick={() => patch({ tz: 'utc' })}>
        UTC
      </button>
      <button type="button" aria-pressed={local} onClick={() => patch({ tz: 'local' })}>
        Local
      </button>
    </fieldset>
  );
}

const themeNames = { system: 'as the system has it', light: 'light', dark: 'dark' } as const;

/** Who is signed in, what the console looks like, and the way out. */
export function Person({ me }: { readonly me: Me }) {
  const chosen = theme.use();
  useEffect(() => showTheme(chosen), [chosen]);
  return (
    <Pop label={me.name}>
      {() => (
        <>
          <p>
            {me.name}, {me.role}
            {me.carrier === null ? '' : ` of ${me.carrier}`}
          </p>
          <fieldset>
            <legend>Colours</legend>
            {theme.values.map((value) => (
              <label className="choice" key={value}>
                <input
                  type="radio"
                  name="theme"
                  checked={chosen === value}
                  onChange={() => theme.set(value)}
                />
                {themeNames[value]}
              </label>
            ))}
          </fieldset>
          <form method="post" action="/sign-out">
            <button type="submit">Sign out</button>
          </form>
          <p className="hint">Ringtrace {me.version}</p>
        </>
      )}
    </Pop>
  );
}
