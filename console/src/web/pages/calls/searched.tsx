import type { callsRoute } from '../../../server/routes/calls/search.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Time, TimeRange } from '../../parts/time.tsx';

/** Legs of one page. */
export const limit = 100;

/** What to do where no leg was found. */
export const nothing =
  'No leg fits. Make the range of time wider, leave a filter out, or write the number with fewer digits.';

interface RangeProps {
  readonly of: Pick<AnswerOf<typeof callsRoute>, 'searched' | 'stored'>;
}

/** Which range of time was searched. */
export function Searched({ of: { searched, stored } }: RangeProps) {
  if (stored === null) return <p className="note">Nothing is stored yet.</p>;
  const range = searched ?? stored;
  return (
    <>
      <TimeRange newest={Date.parse(stored.to) + 1} usual="as said below" />
      <p className="note" role="status">
        Searched: {searched === null ? 'all that is stored, ' : ''}
        <Time at={range.from} /> to <Time at={range.to} />.
      </p>
    </>
  );
}
