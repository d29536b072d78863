import type { callsRoute } from '../../../server/routes/calls/search.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Time, TimeRange } from '../../parts/time.tsx';

/** Legs of one page. */
export const limit = 100;

/** What to do where no leg was found. */
export const nothing =
  'No leg fits. Make the range of time wider, leave a filter out, or write the number with fewer digits.';

interface RangeProps {
  readonly of: Pick<AnswerOf<typeof callsRoute>, 'searched' | 'stored' | 'dropped_before'>;
}

/** Which range of time was searched, and what of it may be dropped. */
export function Searched({ of: { searched, stored, dropped_before } }: RangeProps) {
  const dropped =
    dropped_before === null ? null : (
      <>
        {' '}
        Retention drops the records of before <Time at={dropped_before} />: of that time only legs that a
        candidate or a case cites are found.
      </>
    );
  if (stored === null)
    return (
      <p className="note">
        Nothing is stored{dropped === null ? ' yet' : ''}.{dropped}
      </p>
    );
  const range = searched ?? stored;
  return (
    <>
      <TimeRange newest={Date.parse(stored.to) + 1} usual="as said below" />
      <p className="note" role="status">
        Searched: {searched === null ? 'all that is stored, ' : ''}
        <Time at={range.from} /> to <Time at={range.to} />.{dropped}
      </p>
    </>
  );
}
