import type { LegSort } from '../../../server/queries/legs.ts';
import type { callsRoute } from '../../../server/routes/calls/search.ts';
import type { stitchedCallsRoute } from '../../../server/routes/calls/stitched.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { Badge } from '../../parts/badge.tsx';
import { CalledNumber, CallingNumber, Reveal } from '../../parts/number.tsx';
import { Page } from '../../parts/page.tsx';
import { Provider } from '../../parts/provider.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Duration, Time, TimeRange } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { csvAddress } from '../../state/csv.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch, usePatch } from '../../state/use-search.ts';
import { shownText } from '../../state/visible.ts';
import { CallForm } from './form.tsx';
import { callsSearch, filtersOf } from './search.ts';

type Found = AnswerOf<typeof callsRoute>;
type Leg = Found['items'][number];
type Stitched = AnswerOf<typeof stitchedCallsRoute>;
type StitchedCall = Stitched['items'][number];

const limit = 100;

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

interface RangeProps {
  readonly of: Pick<Found, 'searched' | 'stored'>;
}

/** Which range of time was searched. */
function Searched({ of: { searched, stored } }: RangeProps) {
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

function Legs() {
  const search = usePageSearch(callsSearch);
  const { sort, offset, called } = search;
  const query = { ...filtersOf(search), ...(sort === undefined ? {} : { sort }) };
  const found = useAnswer<typeof callsRoute>('/console/calls', {
    query: { ...query, limit, offset },
    reveals: true,
    // A search by a called number stands in the log each time.
    live: called === undefined,
  });
  const { numbers, reason } = search;
  return (
    <Answered of={found}>
      {(data) => (
        <>
          <Searched of={data} />
          <DataTable<Leg>
            caption="Legs"
            rows={data.items}
            columns={legColumns}
            rowKey={({ carrier, call_id, start_time }) => `${carrier} ${start_time} ${call_id}`}
            total={data.total}
            limit={limit}
            rowLink={({ carrier, call_id, start_time }) =>
              addresses.call(carrier, call_id, Date.parse(start_time))
            }
            csv={csvAddress('/console/calls', { ...query, numbers, reason })}
            emptyText={nothing}
          />
        </>
      )}
    </Answered>
  );
}

const nothing =
  'No leg fits. Make the range of time wider, leave a filter out, or write the number with fewer digits.';

/** What a filter by a text is; an empty one is asked for as 'none'. */
const askedFor = (text: string) => (text === '' ? 'none' : text);
const Text = ({ value }: { readonly value: string }) =>
  value === '' ? <span className="faint">not said</span> : <span>{shownText(value)}</span>;

const legColumns: readonly Column<Leg, LegSort>[] = [
  { id: 'start_time', header: 'Start', sort: true, cell: ({ start_time }) => <Time at={start_time} /> },
  {
    id: 'calling_number',
    header: 'From',
    cell: ({ calling_number }) =>
      Number(calling_number) === 0 ? 'withheld' : <CallingNumber value={calling_number} />,
    filter: ({ calling_number }) => ({
      calling: Number(calling_number) === 0 ? 'withheld' : `+${calling_number}`,
    }),
  },
  {
    id: 'called_number',
    header: 'To',
    cell: ({ called_number }) => <CalledNumber value={called_number} />,
    filter: ({ called_number }) => ({ called: calledFilter(called_number) }),
  },
  {
    id: 'carrier',
    header: 'Reported by',
    cell: ({ carrier }) => <Provider id={carrier} />,
    filter: ({ carrier }) => ({ carrier }),
  },
  {
    id: 'upstream',
    header: 'Upstream',
    hint: 'who handed the call in',
    cell: ({ upstream, carrier }) =>
      upstream === '' ? (
        <Text value="" />
      ) : upstream === carrier ? (
        'own customer'
      ) : (
        <Provider id={upstream} />
      ),
    filter: ({ upstream }) => ({ upstream: askedFor(upstream) }),
  },
  {
    id: 'downstream',
    header: 'Downstream',
    hint: 'who got the call next',
    cell: ({ downstream, carrier }) =>
      downstream === '' ? (
        <Text value="" />
      ) : downstream === carrier ? (
        'own subscriber'
      ) : (
        <Provider id={downstream} />
      ),
    filter: ({ downstream }) => ({ downstream: askedFor(downstream) }),
  },
  {
    id: 'sip_code',
    header: 'SIP',
    numeric: true,
    cell: ({ sip_code }) => sip_code,
    filter: ({ sip_code }) => ({ sip: String(sip_code) }),
  },
  {
    id: 'talk_s',
    header: 'Talked',
    numeric: true,
    sort: true,
    cell: ({ talk_s }) => (talk_s === null ? 'not answered' : <Duration ms={talk_s * 1_000} />),
    filter: ({ answered }) => ({ answered: answered ? 'yes' : 'no' }),
  },
  {
    id: 'attestation',
    header: 'Attestation',
    cell: ({ attestation }) => (attestation === '' ? <Text value="" /> : attestation),
    filter: ({ attestation }) => ({ attestation: askedFor(attestation) }),
  },
  {
    id: 'customer',
    header: 'Customer',
    cell: ({ customer }) => <Text value={customer} />,
    filter: ({ customer }) => ({ customer: askedFor(customer) }),
  },
  {
    id: 'ingress_trunk',
    header: 'Ingress trunk',
    hidden: true,
    cell: ({ ingress_trunk }) => <Text value={ingress_trunk} />,
    filter: ({ ingress_trunk }) => ({ trunk: askedFor(ingress_trunk) }),
  },
  {
    id: 'ingress_country',
    header: 'From country',
    hidden: true,
    cell: ({ ingress_country }) => <Text value={ingress_country} />,
  },
  { id: 'call_id', header: 'Call id', hidden: true, cell: ({ call_id }) => <Text value={call_id} /> },
  {
    id: 'around',
    header: 'Around this call',
    cell: ({ carrier }) => <Text value={carrier} />,
    hidden: true,
    filter: ({ start_time }) => aroundPatch(Date.parse(start_time)),
  },
];

/** A masked number is searched for by the digits that are seen. */
const calledFilter = (value: number | string) => {
  const text = String(value);
  return text.includes('x') ? `+${text.replace(/x+$/, '*')}` : `+${text}`;
};

const aroundPatch = (ms: number) => ({
  from: new Date(ms - 600_000).toISOString(),
  to: new Date(ms + 600_000).toISOString(),
});

function StitchedCalls() {
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
