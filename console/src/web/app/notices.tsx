import { useLocation, useMatches } from '@tanstack/react-router';
import { Reveal } from '../parts/number.tsx';
import { useRevealed } from '../state/revealed.ts';
import { unsay, useSayings } from '../state/say.ts';
import { listSearch, unknownNames } from '../state/search.ts';
import { usePatch, useRawSearch } from '../state/use-search.ts';

/** Says while called numbers are shown in full, or while an address asks for them and nobody has given a reason here. */
export function RevealedMark() {
  const { numbers } = useRawSearch();
  const revealed = useRevealed();
  const patch = usePatch();
  if (numbers !== 'true') return null;
  if (revealed.numbers === undefined)
    return (
      <div className="revealed-mark" role="status">
        <span>
          This address asks for called numbers in full. They stay masked until you give a reason of your own.
        </span>
        <Reveal />
        <button type="button" onClick={() => patch({ numbers: undefined, reason: undefined })}>
          Leave them masked
        </button>
      </div>
    );
  return (
    <div className="revealed-mark">
      <strong>Called numbers are shown in full.</strong>
      <span>The log has noted it, with the reason “{revealed.reason}”.</span>
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
