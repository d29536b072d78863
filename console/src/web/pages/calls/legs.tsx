import type { LegSort } from '../../../server/queries/legs.ts';
import type { callsRoute } from '../../../server/routes/calls/search.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { CalledNumber, CallingNumber } from '../../parts/number.tsx';
import { Provider } from '../../parts/provider.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Duration, Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { csvAddress } from '../../state/csv.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch } from '../../state/use-search.ts';
import { shownText } from '../../state/visible.ts';
import { callsSearch, filtersOf } from './search.ts';
import { limit, nothing, Searched } from './searched.tsx';

type Leg = AnswerOf<typeof callsRoute>['items'][number];

/** Legs that the filters let through, a page at a time. */
export function Legs() {
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
