import { Reveal } from '../../parts/number.tsx';
import { Page } from '../../parts/page.tsx';
import { usePageSearch, usePatch } from '../../state/use-search.ts';
import { CallForm } from './form.tsx';
import { Legs } from './legs.tsx';
import { callsSearch, filtersOf } from './search.ts';
import { StitchedCalls } from './stitched.tsx';

/** Calls by number, time, carrier and outcome. */
export function Calls() {
  const search = usePageSearch(callsSearch);
  const patch = usePatch();
  return (
    <Page
      title="Call search"
      lead="A leg is one carrier's record of a call. Numbers may be written in any form, or by their first digits."
      actions={<Reveal />}
    >
      <CallForm filters={filtersOf(search)} />
      <p className="note">
        Without a range of time, a whole number is searched for in all that is stored, a number with very many
        records in the last week, and anything else in the last day that has calls. A search by a called
        number, beyond the seven digits that everybody sees, needs the right to called numbers, and each one
        is written to the log.
      </p>
      <fieldset className="group" aria-label="What a row is">
        {(['legs', 'calls'] as const).map((as) => (
          <button
            type="button"
            key={as}
            aria-pressed={search.as === as}
            onClick={() => patch({ as: as === 'legs' ? undefined : as })}
          >
            {as === 'legs' ? 'Rows are legs' : 'Rows are calls'}
          </button>
        ))}
      </fieldset>
      {search.as === 'legs' ? <Legs /> : <StitchedCalls />}
    </Page>
  );
}
