import { useLocation, useMatches } from '@tanstack/react-router';
import { unsay, useSayings } from '../state/say.ts';
import { listSearch, unknownNames } from '../state/search.ts';
import { usePatch, useRawSearch } from '../state/use-search.ts';

/** Says while called numbers are shown in full. */
export function RevealedMark() {
  const { numbers, reason } = useRawSearch();
  const patch = usePatch();
  if (numbers !== 'true') return null;
  return (
    <div className="revealed-mark">
      <strong>Called numbers are shown in full.</strong>
      <span>The log has noted it{reason === undefined ? '' : `, with the reason “${reason}”`}.</span>
      <button type="button" onClick={() => patch({ numbers: undefined, reason: undefined })}>
        Hide called numbers
      </button>
    </div>
  );
}

/** Says where the address holds what the page does not know: the rows may be others than a sender of a link meant. */
export function UnknownParts() {
  const search = useRawSearch();
  const { pathname } = useLocation();
  const patch = usePatch();
  const known = useMatches().flatMap(({ staticData }) => staticData.knows ?? []);
  const unknown = known.length === 0 ? [] : unknownNames(search, [...known, ...Object.keys(listSearch)]);
  if (unknown.length === 0) return null;
  return (
    <div className="revealed-mark" role="status" key={pathname}>
      <span>This page does not know {unknown.join(', ')}, which stands in its address.</span>
      <button
        type="button"
        onClick={() => patch(Object.fromEntries(unknown.map((name) => [name, undefined])), { replace: true })}
      >
        Take it out
      </button>
    </div>
  );
}

/** What was done, in a corner of the page. */
export function Sayings() {
  const sayings = useSayings();
  return (
    <div className="sayings" role="status">
      {sayings.map(({ id, text }) => (
        <div className="saying" key={id}>
          <span>{text}</span>
          <button type="button" className="bare" aria-label="Close" onClick={() => unsay(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
