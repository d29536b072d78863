import * as words from '../casework/words.ts';
import { array, bool, enumeration, keyword, text, timeMs, timeS, uint64, uint64Big } from '../columns.ts';
import { defineTable, type Table, type View } from '../table.ts';
import { attestations } from './cdr.ts';

/**
 * Counts over CDRs that scorecards and reports need, measured day by day and kept. A day is measured again where its records
 * change, and the older measurement stays: a figure as of an earlier moment therefore stays what it was then, and it outlives the
 * records themselves.
 */

const day = () => timeS({ comment: 'start of the day of the calls, UTC', codec: 'Delta, ZSTD(1)' });
/** No two measurements have the same number, so that two processes that measure one day at once do no harm. */
const measurement = () =>
  uint64({
    comment: 'the measurement that wrote the row: measured_days says which one counts',
    codec: 'ZSTD(1)',
  });
const legs = (comment: string) => uint64({ comment, codec: 'T64, ZSTD(1)' });
const provider = () => keyword({ comment: 'as the records name it; aliases are not resolved here' });
const role = () =>
  enumeration(words.hopRoles, {
    comment:
      "part of the provider in these legs, by the leg alone; unknown: it handed them to a member, and the member can't see whether they began there",
  });

/** Written last: the other tables' rows of a day count once it is here. */
export const measuredDays = defineTable({
  name: 'measured_days',
  comment: 'When each day was measured, and on which records. The newest measurement of a day counts.',
  columns: {
    day: day(),
    measured_at: timeMs({
      comment: 'when the measurement was complete: it counts from then on',
      codec: 'Delta, ZSTD(1)',
    }),
    measurement: measurement(),
    seen: uint64Big({
      comment: 'hash of the arrivals and builds it was measured on; another one means: dirty',
    }),
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['day', 'measured_at', 'measurement'],
});

export const providerDaysStore = defineTable({
  name: 'provider_days_store',
  comment:
    'Legs by day, provider, its role and the member that reported them, every measurement. Read it through the view provider_days.',
  columns: {
    day: day(),
    measurement: measurement(),
    provider: provider(),
    role: role(),
    member: keyword({ comment: 'carrier that reported the legs' }),
    legs: legs('legs in which the provider has this role'),
    suspicious_legs: legs('of these, legs of campaigns'),
    signed_a: legs('of these, signed with attestation A by the provider itself'),
    signed_a_rightly: legs('of signed_a: the calling number is one that the signer holds'),
    signed_a_wrongly: legs(
      'of signed_a: the calling number is invalid, unassigned or on the do-not-originate list',
    ),
    signed_a_elsewhere: legs(
      "of signed_a: another provider holds the calling number, which its caller may well have been allowed to use. The rest can't be checked",
    ),
  },
  engine: 'MergeTree',
  orderBy: ['day', 'measurement', 'provider', 'role', 'member'],
});

export const campaignDaysStore = defineTable({
  name: 'campaign_days_store',
  comment:
    'Legs of campaigns by day, provider, its role and customer, every measurement. Read it through the view campaign_days.',
  columns: {
    day: day(),
    measurement: measurement(),
    campaign_id: text({ comment: 'id of the campaign', codec: 'ZSTD(1)' }),
    merged_from: array(text(), { comment: 'ids of campaigns that became part of it' }),
    provider: provider(),
    role: role(),
    customer: text({
      comment: "the provider's own customer that the leg names; '' = none",
      codec: 'ZSTD(1)',
    }),
    legs: legs('legs of the campaign'),
  },
  engine: 'MergeTree',
  orderBy: ['day', 'measurement', 'campaign_id', 'provider', 'role', 'customer'],
});

const signedDaysStore = defineTable({
  name: 'signed_days_store',
  comment:
    'Signed calls of campaigns by day, signer and what else the records say of them, every measurement. Read it through the view signed_days.',
  columns: {
    day: day(),
    measurement: measurement(),
    signer: keyword({ comment: 'provider that holds the OCN of the certificate' }),
    attestation: enumeration(attestations, { comment: 'letter the signer gave' }),
    origin: keyword({
      comment: "provider whose own leg shows its own customer; '' = no one, or several",
    }),
    providers: array(text(), { comment: 'all that the legs of the call name' }),
    dno: bool({ comment: 'the calling number is on the do-not-originate list' }),
    impossible: bool({ comment: 'the calling number is invalid or unassigned' }),
    other_holder: bool({ comment: 'A for a number that another provider holds' }),
    identity_fault: keyword({ comment: "what is wrong with the Identity header; '' = nothing known" }),
    calls: legs('calls of which all this holds'),
    campaign_id: text({ comment: 'of the example', codec: 'ZSTD(1)' }),
    example_carrier: keyword({ comment: 'carrier that reported the example leg' }),
    example_call_id: text({ comment: 'call_id of the example leg', codec: 'ZSTD(1)' }),
    example_time: timeMs({ comment: 'start_time of the example leg' }),
  },
  engine: 'MergeTree',
  orderBy: [
    'day',
    'measurement',
    'signer',
    'attestation',
    'origin',
    'providers',
    'dno',
    'impossible',
    'other_holder',
    'identity_fault',
  ],
});

/** The newest measurement of each day, and the one that was newest at a moment. */
function viewsOf(table: Table, name: string, comment: string): View[] {
  const select = (until: string) =>
    [
      `SELECT ${Object.keys(table.columns)
        .filter((column) => column !== 'measurement')
        .join(', ')}`,
      `FROM ${table.name}`,
      `WHERE (day, measurement) IN (SELECT day, argMax(measurement, (measured_at, measurement)) FROM measured_days${until} GROUP BY day)`,
    ].join('\n');
  return [
    { name, comment, select: select('') },
    {
      name: `${name}_as_of`,
      call: `${name}_as_of(as_of = now64(3))`,
      comment: `${comment} As they were measured last before a moment.`,
      select: select(" WHERE measured_at <= {as_of:DateTime64(3, 'UTC')}"),
    },
  ];
}

export const measuredTables: readonly Table[] = [
  measuredDays,
  providerDaysStore,
  campaignDaysStore,
  signedDaysStore,
];
export const measuredViews: readonly View[] = [
  ...viewsOf(
    providerDaysStore,
    'provider_days',
    'Legs by day, provider, role and reporting member: all, suspicious, and signed A.',
  ),
  ...viewsOf(campaignDaysStore, 'campaign_days', 'Legs of campaigns by day, provider, role and customer.'),
  ...viewsOf(signedDaysStore, 'signed_days', 'Signed calls of campaigns by day and signer.'),
];
