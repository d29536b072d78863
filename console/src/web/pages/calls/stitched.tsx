import type { stitchedCallsRoute } from '../../../server/routes/calls/stitched.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { Badge } from '../../parts/badge.tsx';
import { CalledNumber, CallingNumber } from '../../parts/number.tsx';
import { Provider } from '../../parts/provider.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch, usePatch } from '../../state/use-search.ts';
import { shownText } from '../../state/visible.ts';
import { callsSearch, filtersOf } from './search.ts';
import { limit, nothing, Searched } from './searched.tsx';

type StitchedCall = AnswerOf<typeof stitchedCallsRoute>['items'][number];

/** Calls that the legs of a page belong to. */
export function StitchedCalls() {
  const search = usePageSearch(callsSearch);
  const { sort, offset } = search;
  const found = useAnswer<typeof stitchedCallsRoute>('/console/calls/stitched', {
    query: { ...filtersOf(search), ...(sort === undefined ? {} : { sort }), limit, offset },
    reveals: true,
    live: false,
  });
  return (
    <Answered of={found}>
      {(data) => (
        <>
          <Searched of={data} />
          <p className="note">
            {data.legs} of {data.total.toLocaleString('en-US')} legs that were found are legs of{' '}
            {data.items.length} calls. Each call is shown with all its legs, also those that the filters leave
            out.
          </p>
          <DataTable<StitchedCall>
            caption="Calls"
            rows={data.items}
            columns={callColumns}
            rowKey={({ first }) => `${first.carrier} ${first.start_time} ${first.call_id}`}
            rowLink={({ first }) =>
              addresses.call(first.carrier, first.call_id, Date.parse(first.start_time))
            }
            emptyText={nothing}
          />
          <OtherLegs offset={offset} legs={data.legs} total={data.total} />
        </>
      )}
    </Answered>
  );
}

/** Pages of calls are pages of the legs that were found. */
function OtherLegs({
  offset,
  legs,
  total,
}: {
  readonly offset: number;
  readonly legs: number;
  readonly total: number;
}) {
  const patch = usePatch();
  if (total <= legs) return null;
  return (
    <nav className="paging" aria-label="Pages of calls">
      <button
        type="button"
        disabled={offset === 0}
        onClick={() => patch({ offset: Math.max(0, offset - limit) || undefined })}
      >
        Calls of the {limit} legs before
      </button>
      <button
        type="button"
        disabled={offset + legs >= total}
        onClick={() => patch({ offset: offset + limit })}
      >
        Calls of the next {limit} legs
      </button>
    </nav>
  );
}

const callColumns: readonly Column<StitchedCall>[] = [
  {
    id: 'start_time',
    header: 'Start',
    sort: ({ start_time }) => start_time,
    cell: ({ start_time }) => <Time at={start_time} />,
  },
  {
    id: 'calling_number',
    header: 'From',
    cell: ({ calling_number }) =>
      Number(calling_number) === 0 ? 'withheld' : <CallingNumber value={calling_number} />,
  },
  {
    id: 'called_number',
    header: 'To',
    cell: ({ called_number }) => <CalledNumber value={called_number} />,
  },
  { id: 'legs', header: 'Legs', numeric: true, cell: ({ legs }) => legs },
  {
    id: 'path',
    header: 'Path',
    hint: 'from the origin to the end; who reported no leg stands in brackets',
    cell: ({ path }) =>
      path.map(({ provider, reported }) => shownText(reported ? provider : `(${provider})`)).join(' → '),
  },
  {
    id: 'origin',
    header: 'Origin',
    cell: ({ origin_provider, claimed_origin }) =>
      origin_provider !== '' ? (
        <Provider id={origin_provider} basis="proven" />
      ) : claimed_origin !== '' ? (
        <Provider id={claimed_origin} basis="claimed" />
      ) : (
        <Badge>unknown</Badge>
      ),
  },
  {
    id: 'next_provider_to_ask',
    header: 'Ask next',
    cell: ({ next_provider_to_ask }) => <Provider id={next_provider_to_ask} />,
  },
];
