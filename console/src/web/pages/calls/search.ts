import { z } from 'zod';
import { baseSearch, listSearch } from '../../state/search.ts';

const text = z.string().max(500).optional();

/** Filters of call search, as the server takes them. */
const callFilters = {
  calling: text,
  called: text,
  carrier: text,
  upstream: text,
  downstream: text,
  customer: text,
  trunk: text,
  attestation: z.enum(['A', 'B', 'C', 'none']).optional(),
  sip: text,
  answered: z.enum(['yes', 'no']).optional(),
  least_s: z.coerce.number().int().min(0).max(864_000).optional(),
  most_s: z.coerce.number().int().min(0).max(864_000).optional(),
} as const;

/** What the address of this page may say. `as`: rows are legs, or the calls that these belong to. */
export const callsSearch = z.object({
  ...baseSearch,
  ...listSearch,
  ...callFilters,
  as: z.enum(['legs', 'calls']).default('legs'),
});

type CallsSearch = z.output<typeof callsSearch>;
export type CallFilters = Pick<CallsSearch, keyof typeof callFilters | 'from' | 'to'>;

/** The filters alone, for the server. */
export const filtersOf = (search: CallsSearch): CallFilters => {
  const { calling, called, carrier, upstream, downstream, customer, trunk } = search;
  const { attestation, sip, answered, least_s, most_s, from, to } = search;
  return {
    calling,
    called,
    carrier,
    upstream,
    downstream,
    customer,
    trunk,
    attestation,
    sip,
    answered,
    least_s,
    most_s,
    from,
    to,
  };
};
