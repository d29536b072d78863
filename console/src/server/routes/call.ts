import { InputError } from '@ringtrace/cases/api/input';
import { numbersFields } from '@ringtrace/cases/api/numbers';
import { NoSuchError } from '@ringtrace/cases/work/find';
import { callsGone, wholeSince } from '@ringtrace/detect/trace/gone';
import { type CallTrace, traceCall } from '@ringtrace/detect/trace/trace';
import { z } from 'zod';
import {
  callIdsAt,
  campaignsByKey,
  legsByKey,
  messageOfLeg,
  messagesByKey,
  revisionsByKey,
} from '../queries/call.ts';
import type { LegKey } from '../queries/leg-keys.ts';
import { legsOfMessages } from '../queries/source-records.ts';
import { defineRoute, nothing } from '../route/define.ts';
import type { Work } from '../route/work.ts';

const tag = 'Calls';
const params = z.strictObject({ carrier: z.string(), call_id: z.string() });
const at = z.iso
  .datetime({ offset: true })
  .describe('When the leg began: the carrier, the call id and this moment are its identity');
const query = z.strictObject({ at, ...numbersFields });

const number = z.union([z.number(), z.string()]);
const key = { carrier: z.string(), call_id: z.string(), start_ms: z.number() } as const;

const hopShape = z.object({
  provider: z.string(),
  role: z.string(),
  reported: z.boolean(),
  handed_over: z.enum(['both', 'one', 'contradicted', 'inferred']).nullable(),
});
const pathShape = z.object({
  hops: z.array(hopShape),
  other_routes: z.array(z.array(z.string())),
  edges: z.array(
    z.object({ from: z.string(), to: z.string(), evidence: z.string(), told_by: z.array(z.string()) }),
  ),
  contradictions: z.array(
    z.object({
      kind: z.enum(['hand-over', 'no record']),
      from: z.string(),
      to: z.string(),
      claimed_by: z.string(),
      contradicted_by: z.string(),
      instead: z.string().nullable(),
    }),
  ),
  origin_provider: z.string().describe("Proven by its own leg; '' = not proven"),
  claimed_origin: z.string(),
  entry_provider: z.string(),
  terminating_carrier: z.string(),
  next_provider_to_ask: z.string(),
  confidence: z.number(),
});

const tracedLeg = z.object({
  ...key,
  hold_ms: z.number(),
  talk_ms: z.number().nullable(),
  sip_code: z.number(),
  calling_number: number,
  called_number: number,
  upstream: z.string(),
  downstream: z.string(),
  attestation: z.string(),
  customer: z.string(),
});

const millisecond = /\.\d{4,}/;

/** The leg that was asked for, and the call that it belongs to. Throws NoSuchError. */
async function callOf(
  { store }: Pick<Work, 'store'>,
  { carrier, call_id }: z.output<typeof params>,
  moment: string,
) {
  if (millisecond.test(moment))
    throw new InputError('query', [{ field: 'at', message: 'times of legs are exact to a millisecond' }]);
  const start_ms = Date.parse(moment);
  const own = { carrier, call_id: await callIdOf(store, { carrier, call_id, start_ms }), start_ms };
  const [leg] = await store.query(legsByKey, { keys: [own] });
  if (leg === undefined) throw new NoSuchError(noLeg(carrier, moment, await wholeSince(store)));
  const { calling_number, called_number } = numbersShape.parse(leg);
  const request = { calling: calling_number, called: called_number, time: start_ms, windowS: 2 };
  const trace = await traceCall(store, request);
  return { leg, own, calling_number, called_number, request, trace };
}

/** Why a leg is not there. @param since retention drops the records of before it, ms since 1970 */
function noLeg(carrier: string, moment: string, since: number): string {
  const missing = `no leg of ${carrier} has this call id and began at ${moment}`;
  return Date.parse(moment) < since
    ? `${missing}: retention drops the records of before ${new Date(since).toISOString().slice(0, 10)}, so the leg may have been stored once`
    : `${missing}: it may have been withdrawn; call search finds what is stored around that time`;
}

/** The id of the call that is meant: where it holds a called number, this is masked in whatever we show, and comes back so. */
async function callIdOf(store: Work['store'], { carrier, call_id, start_ms }: LegKey): Promise<string> {
  if (!call_id.includes('x')) return call_id;
  const found = await store.query(callIdsAt, { carrier, start_ms });
  const meant = found.filter((one) => isMaskOf(call_id, one.call_id));
  const isExact = found.some((one) => one.call_id === call_id);
  return isExact || meant.length !== 1 ? call_id : (meant[0]?.call_id ?? call_id);
}

/** Whether a text is another one with some of its digits as 'x'. */
export function isMaskOf(masked: string, text: string): boolean {
  const characters = [...text];
  const given = [...masked];
  return (
    given.length === characters.length &&
    given.every((one, i) => one === characters[i] || (one === 'x' && /\p{Nd}/u.test(characters[i] ?? '')))
  );
}

const numbersShape = z.object({ calling_number: z.number(), called_number: z.number() });

/** Keys of the call's legs, and of the leg that was asked for: a leg that its carrier wrote twice is traced once. */
function keysOf({ legs }: CallTrace, own: LegKey): LegKey[] {
  const keys = [own, ...legs.map(({ carrier, call_id, start_ms }) => ({ carrier, call_id, start_ms }))];
  return [
    ...new Map(keys.map((one) => [JSON.stringify([one.carrier, one.call_id, one.start_ms]), one])).values(),
  ];
}

export const callRoute = defineRoute({
  method: 'get',
  path: '/console/calls/{carrier}/{call_id}',
  tag,
  summary: 'One call: its path, every leg with all fields, its revisions, messages and campaigns',
  needs: 'look',
  params,
  query,
  body: nothing,
  out: z.object({
    ...key,
    calling_number: number,
    called_number: number,
    path: pathShape.nullable(),
    dropped_before: z
      .number()
      .nullable()
      .describe(
        'Retention drops records of before this, ms since 1970: legs of the call may be missing; null = all are there',
      ),
    traced: z.array(tracedLeg).describe('Legs of the call in order of start'),
    redials: z
      .array(z.number())
      .describe('Starts of other calls between the same numbers nearby, ms since 1970'),
    legs: z.array(z.looseObject(key)).describe('The same legs with every field of the view cdr'),
    revisions: z.array(
      z.object({
        ...key,
        revision: z.number(),
        withdrawn: z.boolean(),
        calling_number: number,
        called_number: number,
        upstream: z.string(),
        downstream: z.string(),
        sip_code: z.number(),
        answer_time: z.string().nullable(),
        end_time: z.string(),
      }),
    ),
    messages: z.array(messageOfLeg),
    campaigns: z.array(
      z.object({
        campaign_id: z.string(),
        candidate_id: z.string(),
        status: z.string(),
        legs: z.number(),
        calls: z.number(),
        score: z.number(),
      }),
    ),
  }),
  async handle({ office: work, params: named, query: { at: moment } }) {
    const { own, calling_number, called_number, request, trace } = await callOf(work, named, moment);
    const keys = keysOf(trace, own);
    const { store } = work;
    const [isGone, since, legs, revisions, messages, campaigns] = await Promise.all([
      callsGone(store, [request]),
      wholeSince(store),
      store.query(legsByKey, { keys }),
      store.query(revisionsByKey, { keys }),
      store.query(messagesByKey, { keys }),
      store.query(campaignsByKey, { keys }),
    ]);
    return {
      ...own,
      calling_number,
      called_number,
      path: trace.path ?? null,
      dropped_before: isGone(request) ? since : null,
      traced: trace.legs,
      redials: trace.redials,
      legs,
      revisions,
      messages,
      campaigns,
    };
  },
});

export const callSourcesRoute = defineRoute({
  method: 'get',
  path: '/console/calls/{carrier}/{call_id}/records',
  tag,
  summary: 'The very records that the carriers sent of a call, as far as their topics still hold them',
  needs: 'look',
  params,
  query,
  body: nothing,
  out: z.object({
    called_number: number,
    read: z.number().int().describe('Messages that may hold the records, and were asked for'),
    left_out: z.number().int().describe('Messages beyond what is read at once'),
    records: z.array(
      z.object({
        ...key,
        topic: z.string(),
        partition: z.number(),
        offset: z.number(),
        record_index: z.number().describe('Place in the message, from 0'),
        writer_schema: z.string(),
        fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      }),
    ),
  }),
  async handle({ office: work, params: named, query: { at: moment } }) {
    const { own, called_number, trace } = await callOf(work, named, moment);
    const keys = keysOf(trace, own);
    return { called_number, ...(await legsOfMessages(work, keys)) };
  },
});
