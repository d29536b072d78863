import { defineStatement } from '@ringtrace/platform/clickhouse';
import { type CoveredLegs, chosenLegs, coveredLegs, coveredLists, messagesOf } from './covered-legs.ts';

/** Hides the last four digits, as `masked` in numbers.ts. */
const maskedSql = (number: string) =>
  `concat(substring(toString(${number}), 1, greatest(length(toString(${number})) - 4, 0)), repeat('x', least(length(toString(${number})), 4)))`;

/** A text of a switch that may hold the called number; it is hidden where it does. */
const withoutCalled = (column: string) =>
  `if(position(replaceRegexpAll(ifNull(${column}, ''), '[^0-9]', ''), right(toString(called_number), 7)) > 0, '(withheld)', ${column})`;

/** Columns of a leg, each with its SQL: as the carrier reported it, and as it is shown with called numbers masked. */
const legColumns = [
  { name: 'call_key', full: 'call_key', masked: 'call_key' },
  { name: 'carrier', full: 'toString(carrier)', masked: 'toString(carrier)' },
  { name: 'start_time', full: 'start_time', masked: 'start_time' },
  { name: 'call_id', full: 'call_id', masked: withoutCalled('call_id') },
  { name: 'revision', full: 'revision', masked: 'revision' },
  { name: 'answer_time', full: 'answer_time', masked: 'answer_time' },
  { name: 'end_time', full: 'end_time', masked: 'end_time' },
  {
    name: 'calling_number',
    full: 'toString(calling_number)',
    masked: `if(calling_number IN (SELECT called_number FROM (${chosenLegs})), ${maskedSql('calling_number')}, toString(calling_number))`,
  },
  { name: 'called_number', full: 'toString(called_number)', masked: maskedSql('called_number') },
  { name: 'calling_number_raw', full: 'calling_number_raw', masked: undefined },
  { name: 'called_number_raw', full: 'called_number_raw', masked: undefined },
  { name: 'upstream', full: 'toString(upstream)', masked: 'toString(upstream)' },
  { name: 'downstream', full: 'toString(downstream)', masked: 'toString(downstream)' },
  {
    name: 'ingress_trunk',
    full: 'toString(ingress_trunk)',
    masked: withoutCalled('toString(ingress_trunk)'),
  },
  { name: 'egress_trunk', full: 'toString(egress_trunk)', masked: withoutCalled('toString(egress_trunk)') },
  { name: 'customer', full: 'toString(customer)', masked: withoutCalled('toString(customer)') },
  { name: 'sip_code', full: 'sip_code', masked: 'sip_code' },
  { name: 'attestation', full: 'toString(attestation)', masked: 'toString(attestation)' },
  { name: 'origid', full: 'toString(origid)', masked: 'toString(origid)' },
  { name: 'signer_ocn', full: 'toString(signer_ocn)', masked: 'toString(signer_ocn)' },
  { name: 'verstat', full: 'toString(verstat)', masked: 'toString(verstat)' },
  { name: 'identity_fault', full: 'toString(identity_fault)', masked: 'toString(identity_fault)' },
  { name: 'ingress_country', full: 'toString(ingress_country)', masked: 'toString(ingress_country)' },
  { name: 'caller_name', full: 'caller_name', masked: withoutCalled('caller_name') },
  { name: 'reference_version', full: 'reference_version', masked: 'reference_version' },
] as const;

/** What is not known is an empty cell in CSV. */
const noNulls = "SETTINGS format_csv_null_representation = ''";

type Form = 'full' | 'masked';

const shownIn = (form: Form) =>
  legColumns.flatMap(({ name, [form]: sql }) => (sql === undefined ? [] : [{ name, sql }]));

/** SQL of the digest: over the columns that are shown, so that a hidden digit can't be found by trying all ten. */
const digestOf = (names: readonly string[]) =>
  `lower(hex(SHA256(arrayStringConcat([${names.map((name) => `ifNull(toString(${name}), '')`).join(', ')}], '\\t'))))`;

const legsSql = (form: Form) => {
  const columns = shownIn(form);
  const names = columns.map(({ name }) => `shown_${name}`);
  return `
SELECT ${columns.map(({ name }) => `shown_${name} AS ${name}`).join(', ')},
  if(length(messages) = 1, messages[1].1, NULL) AS message_topic,
  if(length(messages) = 1, messages[1].2, NULL) AS message_partition,
  if(length(messages) = 1, messages[1].3, NULL) AS message_offset,
  arrayStringConcat(arrayMap(m -> concat(m.1, '/', toString(m.2), '/', toString(m.3)), messages), ' ') AS possible_messages,
  ${digestOf(names)} AS digest
FROM (
  SELECT ${columns.map(({ name, sql }) => `${sql} AS shown_${name}`).join(', ')}, m.messages AS messages
  FROM (${coveredLegs}) AS l
  LEFT JOIN (${messagesOf(chosenLegs)}) AS m ON m.carrier = l.carrier AND m.start_time = l.start_time AND m.call_id = l.call_id
)
ORDER BY call_key, start_time, carrier, call_id
${noNulls}`;
};

const callsSql = (form: Form) => {
  const number = (name: 'calling_number' | 'called_number') =>
    `any(${legColumns.find((column) => column.name === name)?.[form] ?? ''})`;
  return `
SELECT call_key, min(start_time) AS first_leg, ${number('calling_number')} AS calling, ${number('called_number')} AS called,
  count() AS legs, arrayStringConcat(arraySort(groupUniqArray(toString(carrier))), ' ') AS carriers,
  toBool(max(answer_time IS NOT NULL)) AS answered,
  max(ifNull(dateDiff('millisecond', answer_time, end_time), 0)) AS duration_ms
FROM (${coveredLegs})
GROUP BY call_key
ORDER BY first_leg, call_key
${noNulls}`;
};

/** @public A test sends long lists of every exported statement. */
export const fullLegs = defineStatement<CoveredLegs>()({
  name: 'legs of a package',
  lists: coveredLists,
  sql: legsSql('full'),
});
/** @public */
export const maskedLegs = defineStatement<CoveredLegs>()({
  name: 'legs of a package, called numbers masked',
  lists: coveredLists,
  sql: legsSql('masked'),
});
/** @public */
export const fullCalls = defineStatement<CoveredLegs>()({
  name: 'calls of a package',
  lists: coveredLists,
  sql: callsSql('full'),
});
/** @public */
export const maskedCalls = defineStatement<CoveredLegs>()({
  name: 'calls of a package, called numbers masked',
  lists: coveredLists,
  sql: callsSql('masked'),
});

/** Feed messages that hold records of the time of a covered leg. @public */
export const feedMessages = defineStatement<CoveredLegs>()({
  name: 'feed messages of a package',
  lists: coveredLists,
  sql: `
SELECT toString(carrier) AS carrier, toString(topic) AS topic, partition, offset, batch_id, toString(source) AS source, sequence,
  produced_at, received_at, records, accepted, dead, first_start, last_start
FROM batches FINAL
WHERE (topic, partition, offset) IN (
  SELECT arrayJoin(messages) AS place FROM (${messagesOf(coveredLegs)})
)
ORDER BY topic, partition, offset
${noNulls}`,
});
