import type { candidateKinds } from '../../queries/inbox-candidates.ts';
import type { workKinds } from '../../queries/inbox-work.ts';

export type InboxKind = (typeof workKinds)[number] | (typeof candidateKinds)[number];

/** Kinds of rows in the order in which they need a person, each with the rule that puts it there and orders its rows. */
export const inboxOrder = [
  {
    kind: 'undelivered',
    name: 'Did not arrive',
    rule: 'A request came back or did not go out. Its provider does not know of it, and nobody will answer. Oldest first.',
  },
  {
    kind: 'overdue',
    name: 'Overdue',
    rule: "A provider has not answered within the time of its office's calendar. Longest overdue first.",
  },
  {
    kind: 'contradicted',
    name: 'Contradicted answer',
    rule: "An answer contradicts members' records. Nobody further is asked until a person settles it. Oldest first.",
  },
  {
    kind: 'draft',
    name: 'Waits for approval',
    rule: 'A request is drafted. Nothing goes out before a person approves it. Oldest first.',
  },
  {
    kind: 'stuck',
    name: 'No next step',
    rule: 'A traceback is open, and no request of it is under way. Oldest first.',
  },
  {
    kind: 'ongoing',
    name: 'Campaign goes on',
    rule: 'An open candidate whose campaign still calls has no verdict. Most suspected calls (score × calls) first.',
  },
  {
    kind: 'confirmed',
    name: 'Confirmed, no case',
    rule: 'A person confirmed the candidate, and no case was opened for it. Most suspected calls first.',
  },
  {
    kind: 'due',
    name: 'Due soon',
    rule: 'An answer is due within the hours in which the reminder goes out. Nearest first.',
  },
  {
    kind: 'stopped',
    name: 'Campaign stopped',
    rule: 'An open candidate whose newest call is more than an hour older than the newest call of all campaigns has no verdict. Most suspected calls first.',
  },
  {
    kind: 'case',
    name: 'Case to tend',
    rule: 'An open case has no owner, no traceback, or only tracebacks that have ended. Longest untouched first.',
  },
  {
    kind: 'pending',
    name: 'Pending',
    rule: 'A candidate waits for records that are still to come. It opens by itself. Longest waiting first.',
  },
] as const satisfies readonly { readonly kind: InboxKind; readonly name: string; readonly rule: string }[];

/** What the place of a row depends on. Times in ms since 1970. */
export interface Placed {
  readonly kind: InboxKind;
  readonly id: string;
  /** Since when it waits; of requests that are out, when the answer is due. */
  readonly since_ms: number;
  /** Of a candidate: probability that its calls are a campaign, times its calls. */
  readonly suspected_calls: number;
}

const ranks: ReadonlyMap<InboxKind, number> = new Map(inboxOrder.map(({ kind }, i) => [kind, i]));
const byCalls: ReadonlySet<InboxKind> = new Set(['ongoing', 'confirmed', 'stopped']);

/** Place of a row: its kind, then within the kind. */
const placeOf = ({ kind, since_ms, suspected_calls }: Placed): readonly [number, number] => [
  ranks.get(kind) ?? ranks.size,
  byCalls.has(kind) ? -suspected_calls : since_ms,
];

/** Rows, those first that need a person next. Rows of the same place are in order of their ids. */
export const inPlace = <R extends Placed>(rows: readonly R[]): R[] =>
  rows
    .map((row) => ({ row, place: placeOf(row) }))
    .sort(
      (a, b) =>
        a.place[0] - b.place[0] ||
        a.place[1] - b.place[1] ||
        (a.row.id < b.row.id ? -1 : Number(a.row.id > b.row.id)),
    )
    .map(({ row }) => row);
