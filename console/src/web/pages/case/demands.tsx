import { demandTypes } from '@ringtrace/schemas/casework/words';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { act, ask } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Time } from '../../parts/time.tsx';
import { useMay } from '../../state/me.ts';
import { part, spaced, why } from './shown.ts';
import { isoOf } from './written-answer.ts';

const demands = z.object({
  items: z.array(
    z.object({
      demand_id: z.string(),
      from: z.string(),
      type: z.string(),
      reference: z.string(),
      due_at: z.string(),
      cut_off: z.string(),
      scope: z.object({ case_ids: z.array(z.string()), providers: z.array(z.string()) }),
      productions: z.array(z.object({ package_id: z.string() })),
      closed: z.boolean(),
    }),
  ),
});

/** Demands that cover the case. */
export function Demands({ case_id }: { readonly case_id: string }) {
  const mayLead = useMay('lead');
  const answer = useQuery({
    queryKey: ['demands'],
    queryFn: async ({ signal }) => demands.parse(await ask('/demands', { signal })),
  });
  return (
    <>
      <h3>Demands that cover this case</h3>
      <Answered of={answer}>
        {({ items }) => {
          const own = items.filter(
            ({ scope }) => scope.case_ids.length === 0 || scope.case_ids.includes(case_id),
          );
          if (own.length === 0) return <p className="empty">No demand covers this case.</p>;
          return (
            <ul>
              {own.map((one) => (
                <li key={one.demand_id}>
                  <strong>{one.demand_id}</strong>, {spaced(one.type)} of {one.from}
                  {one.reference === '' ? '' : `, ${one.reference}`}: due <Time at={one.due_at} />, cut-off{' '}
                  <Time at={one.cut_off} />, {one.productions.length} produced{' '}
                  <Badge kind={one.closed ? 'plain' : 'info'}>{one.closed ? 'closed' : 'open'}</Badge>{' '}
                  {mayLead && !one.closed ? (
                    <ActButton
                      label="Close demand"
                      confirm="Nothing more is owed."
                      onAct={({ reason }) => act(`/demands/${part(one.demand_id)}/close`, why(reason))}
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          );
        }}
      </Answered>
    </>
  );
}

const listOf = (typed = '') =>
  typed
    .split(/[,\s]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Notes a demand that covers this case. */
export const Demand = ({ case_id }: { readonly case_id: string }) => (
  <ActButton
    label="Note a demand"
    title="Note a demand for this case"
    fields={[
      { name: 'from', label: 'Who demands it', required: true },
      {
        name: 'type',
        label: 'Kind',
        kind: 'select',
        options: demandTypes.map((value) => ({ value, label: spaced(value) })),
      },
      { name: 'reference', label: "The sender's own reference" },
      { name: 'due_at', label: 'Due (UTC)', kind: 'datetime-local', required: true },
      {
        name: 'cut_off',
        label: 'Cut-off (UTC)',
        kind: 'datetime-local',
        required: true,
        hint: 'Nothing later is produced.',
      },
      { name: 'providers', label: 'Providers that it covers', hint: 'Ids with commas between; empty: all.' },
    ]}
    done="The demand is noted."
    onAct={({ fields, reason }) =>
      act('/demands', {
        from: fields['from'],
        type: fields['type'],
        reference: fields['reference'] ?? '',
        due_at: isoOf(fields['due_at'] ?? ''),
        cut_off: isoOf(fields['cut_off'] ?? ''),
        case_ids: [case_id],
        providers: listOf(fields['providers']),
        ...why(reason),
      })
    }
  />
);
