import { z } from 'zod';
import { type CaseEvent, type Envelope, eventsOf } from '../model/events.ts';
import { type Kind, kinds, type Ref } from '../model/ids.ts';

/** An event as the log's file holds it: its data as the text that is hashed. */
export interface EventRow {
  readonly sequence: number;
  readonly at: number;
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly type: string;
  readonly actor: string;
  readonly reason: string;
  /** JSON. */
  readonly data: string;
  /** SHA-256 in hex over this event and the hash of the event before it. */
  readonly hash: string;
}

/** Parses a row of the file. */
export const eventRow: z.ZodType<EventRow> = z.object({
  sequence: z.number().int(),
  at: z.number().int(),
  kind: z.string(),
  id: z.string(),
  version: z.number().int(),
  type: z.string(),
  actor: z.string(),
  reason: z.string(),
  data: z.string(),
  hash: z.string(),
});

type Loose = Envelope & { readonly ref: Ref; readonly type: string; readonly data: unknown };

/** The shape that an event's data must have; undefined where the kind has no such event. */
export function shapeOf(kind: Kind, type: string): z.ZodType | undefined {
  const shapes: Readonly<Record<string, z.ZodType>> = eventsOf[kind];
  return Object.hasOwn(shapes, type) ? shapes[type] : undefined;
}

function isEventOf<K extends Kind>(kind: K, event: Loose): event is CaseEvent<K> {
  return event.ref.kind === kind && shapeOf(kind, event.type)?.safeParse(event.data).success === true;
}

/** The event that a row holds. Throws where the row is no event of this kind. */
export function eventFrom<K extends Kind>(kind: K, row: EventRow): CaseEvent<K> {
  const { sequence, at, version, actor, reason, type } = row;
  const loose = { sequence, at, version, actor, reason, type, ref: { kind, id: row.id }, data: parsed(row) };
  if (row.kind === kind && isEventOf(kind, loose)) return loose;
  throw new Error(
    `event ${row.sequence} of the log is no '${row.type}' of a ${row.kind} as this version of Ringtrace knows it`,
  );
}

function parsed(row: EventRow): unknown {
  try {
    return JSON.parse(row.data);
  } catch {
    throw new Error(`event ${row.sequence} of the log holds no JSON`);
  }
}

const isKind = (kind: string): kind is Kind => kinds.some((known) => known === kind);

/** The kind of a row. Throws where there is no such kind. */
export function kindOf(row: EventRow): Kind {
  if (isKind(row.kind)) return row.kind;
  throw new Error(`event ${row.sequence} of the log is of the unknown kind '${row.kind}'`);
}

/** The kind that an index names. Throws where there is no such kind. */
export function kindFrom(name: string): Kind {
  if (isKind(name)) return name;
  throw new Error(`an index of the log has the unknown kind '${name}': run 'ringtrace audit rebuild'`);
}
