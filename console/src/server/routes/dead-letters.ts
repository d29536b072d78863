import { RefusedError } from '@ringtrace/cases/model/refused';
import { recordNumbersRead } from '@ringtrace/cases/refer/hand-reading';
import { noteBegun, noteReplay } from '@ringtrace/cases/work/feeds';
import { NoSuchError } from '@ringtrace/cases/work/find';
import { replayDeadLetters } from '@ringtrace/ingest/worker/dead-letters';
import { DecodeError } from '@ringtrace/platform/avro/decode-error';
import { createRecordDecoder } from '@ringtrace/platform/avro/record-codec';
import type { SchemaSource } from '@ringtrace/platform/avro/schema-source';
import { schemasOf } from '@ringtrace/platform/avro/stored-schemas';
import { visible } from '@ringtrace/platform/visible';
import { feedTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';
import { deadLetterSorts, readDeadLetter, readDeadLetters } from '../queries/dead-letters.ts';
import { shownBytes, withoutNumbers } from '../queries/shown-bytes.ts';
import { changing, defineRoute, nothing } from '../route/define.ts';
import { defineList } from '../route/list.ts';
import type { Work } from '../route/work.ts';
import { carrierParam, ownCarrier } from './own-carrier.ts';

const tag = 'Feeds';
const text = z.string().max(300).optional();
const deadLetterStatus = z.enum(['open', 'replayed', 'closed']);

const row = z.object({
  received_at: z.iso.datetime(),
  reason: z.string(),
  field: z.string().describe("Field at fault; '' where the message as a whole is"),
  detail: z.string().describe('What is wrong, without the numbers that it may quote'),
  source: z.string(),
  status: deadLetterStatus,
  topic: z.string(),
  partition: z.number(),
  offset: z.number(),
  record_index: z.number().describe('-1 = the whole message'),
});

export const deadLetterList = defineList({
  path: '/console/dead-letters',
  tag,
  summary: 'Dead letters of a carrier: records and messages that could not be accepted, and what is wrong',
  needs: 'feeds',
  filters: {
    carrier: carrierParam.shape.carrier,
    reason: text.describe('Only this reason, such as invalid_field'),
    field: text.describe('Only this field'),
    source: text.describe('Only this switch or file'),
    status: deadLetterStatus.optional(),
  },
  sorts: deadLetterSorts,
  row,
  async rows({ store, session }, { query, sort, descending, limit, offset }) {
    const { carrier, reason = '', field = '', source = '', status = '' } = query;
    const filter = { topic: feedTopic(ownCarrier(session, carrier)), reason, field, source, status };
    const found = await readDeadLetters(store, sort, descending, { ...filter, limit, offset });
    const [any] =
      found.length > 0
        ? found
        : await readDeadLetters(store, sort, descending, { ...filter, limit: 1, offset: 0 });
    const items = found.map(({ total: _, ...one }) => ({
      ...one,
      status: statusOf(one.status),
      source: visible(one.source),
      detail: visible(one.detail),
    }));
    return { items, total: any?.total ?? 0 };
  },
});

const statusOf = (status: string) => deadLetterStatus.parse(status);

const place = carrierParam.extend({
  partition: z.coerce.number().int().min(0),
  offset: z.coerce.number().int().min(0),
  record_index: z.coerce.number().int().min(-1),
});

export const deadLetterRoute = defineRoute({
  method: 'get',
  path: '/console/feeds/{carrier}/dead-letters/{partition}/{offset}/{record_index}',
  tag,
  summary: 'A dead letter: what is wrong, its fields where it can be read, and its bytes as text and hex',
  needs: 'feeds',
  params: place,
  query: z.strictObject({
    numbers: z
      .enum(['true', 'false'])
      .default('false')
      .describe('true = with the digits of numbers; it is logged'),
    reason: z.string().trim().max(2_000).optional().describe('Why you read them; it is kept in the log'),
  }),
  body: nothing,
  out: row.omit({ topic: true }).extend({
    produced_at: z.iso.datetime().nullable(),
    writer_schema: z.string().describe('Fingerprint or registry id of the schema it was written with'),
    bytes: z.number(),
    shown: z.number().describe('Bytes that are shown, from the first one on'),
    text: z.string().describe("Digits of telephone numbers are '#', unless they are asked for"),
    hex: z.array(z.string()).describe("16 bytes a line; those of such digits are '##'"),
    record: z
      .array(z.object({ name: z.string(), value: z.string(), at_fault: z.boolean() }))
      .nullable()
      .describe(
        'Fields of a record, without its Identity header unless numbers are asked for; null = a whole message, or bytes that are no record',
      ),
  }),
  async handle({ office: work, params, query, actor }) {
    const carrier = ownCarrier(work.session, params.carrier);
    const { partition, offset, record_index } = params;
    const at = { partition, offset, record_index };
    const found = await readDeadLetter(work.store, feedTopic(carrier), at);
    if (found === undefined)
      throw new NoSuchError(
        `${carrier} has no dead letter at partition ${partition}, offset ${offset}, record ${record_index}`,
      );
    const inFull = query.numbers === 'true';
    const what = `dead letter ${carrier}/${partition}/${offset}/${record_index}`;
    // Bytes may hold any number of numbers: that they were opened is what the log says.
    if (inFull) recordNumbersRead(work.office.desk.log, actor, what, 1);
    const { original, status, source, detail, ...said } = found;
    return {
      ...said,
      ...at,
      status: statusOf(status),
      source: visible(source),
      detail: visible(detail),
      ...shownBytes(original, inFull),
      record:
        record_index < 0 ? null : await fieldsOf(work, said.writer_schema, original, said.field, inFull),
    };
  },
});

/** Texts of these fields stay as they are: they hold no called number. */
const openFields = new Set(['calling_number', 'start_time', 'answer_time', 'end_time']);

/** Fields of a record; the Identity header holds the called number where no mask reaches, and is left out unless `inFull`. */
export const shownFields = (record: object, atFault: string, inFull: boolean) =>
  Object.entries(record)
    .filter(([name]) => inFull || name !== 'identity')
    .map(([name, value]: [string, unknown]) => {
      const text = value === null || value === undefined ? '' : String(value);
      const shown = inFull || openFields.has(name) ? text : withoutNumbers(text);
      return { name, value: visible(shown), at_fault: name === atFault };
    });

async function fieldsOf(work: Work, schema: string, bytes: Buffer, atFault: string, inFull: boolean) {
  try {
    const record = await createRecordDecoder(schemasFor(work)).decode(schema, bytes);
    return shownFields(record, atFault, inFull);
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}

const sources = new WeakMap<Work['store'], SchemaSource>();
function schemasFor({ store, config, kafka }: Pick<Work, 'store' | 'config' | 'kafka'>): SchemaSource {
  const known = sources.get(store) ?? schemasOf({ config, store, log: kafka.log });
  sources.set(store, known);
  return known;
}

/** A second replay would end the first one. */
let replaying = false;

export const replayRoute = defineRoute({
  method: 'post',
  path: '/console/dead-letters/replay',
  tag,
  summary:
    "Send dead letters of one feed or of all again, as far as they would be accepted now, as 'ringtrace dead-letters replay' does",
  needs: 'replay',
  params: nothing,
  query: nothing,
  body: changing({
    carrier: carrierParam.shape.carrier
      .optional()
      .describe('Only those of this carrier; of all where it is left out'),
  }),
  out: z.object({
    replayed: z.number().int(),
    still_dead: z.number().int(),
    in_words: z.string(),
  }),
  async handle({ office: work, body: { carrier }, actor }) {
    if (replaying) throw new RefusedError('dead letters are being sent again now: wait until that has ended');
    replaying = true;
    try {
      const { store, kafka } = work;
      // First the log: where it can't be written, nothing is sent.
      noteBegun(work.office.desk.log, actor, 'replay', carrier);
      const result = await replayDeadLetters({ store, kafka, schemas: schemasFor(work), carrier });
      noteReplay(work.office.desk.log, actor, { carrier, ...result });
      return {
        replayed: result.replayed,
        still_dead: result.stillDead,
        in_words: replayInWords(result),
      };
    } finally {
      replaying = false;
    }
  },
});

const numbers = new Intl.NumberFormat('en-US');
const count = (n: number) => numbers.format(n);

function replayInWords({ replayed, stillDead }: { readonly replayed: number; readonly stillDead: number }) {
  const none = replayed + stillDead === 0;
  if (none) return 'There are no open dead letters.';
  return `${count(replayed)} sent again; ${count(stillDead)} would be refused again and stay open.`;
}
