import { describe, expect, it } from 'vitest';
import { candidateKinds } from '../../queries/inbox-candidates.ts';
import { workKinds } from '../../queries/inbox-work.ts';
import { type InboxKind, inboxOrder, inPlace, type Placed } from './order.ts';

const row = (kind: InboxKind, id: string, since_ms = 0, suspected_calls = 0): Placed => ({
  kind,
  id,
  since_ms,
  suspected_calls,
});
const idsOf = (rows: readonly Placed[]) => inPlace(rows).map(({ id }) => id);

describe('the order of the inbox', () => {
  it('has every kind once', () => {
    expect(inboxOrder.map(({ kind }) => kind).sort()).toEqual([...candidateKinds, ...workKinds].sort());
  });

  it('puts what has a clock before what a person may decide at any time, and pending ones last', () => {
    const kinds: readonly InboxKind[] = [
      'pending',
      'stopped',
      'due',
      'ongoing',
      'draft',
      'overdue',
      'undelivered',
    ];
    expect(idsOf(kinds.map((kind) => row(kind, kind)))).toEqual([
      'undelivered',
      'overdue',
      'draft',
      'ongoing',
      'due',
      'stopped',
      'pending',
    ]);
  });

  it('puts campaigns with more suspected calls first, however long they wait', () => {
    expect(idsOf([row('ongoing', 'small', 1, 90), row('ongoing', 'large', 2, 4_000)])).toEqual([
      'large',
      'small',
    ]);
  });

  it('puts all else that waits longer first, and what is due earlier', () => {
    expect(idsOf([row('overdue', 'b', 20), row('overdue', 'a', 10)])).toEqual(['a', 'b']);
    expect(idsOf([row('draft', 'b', 20, 5), row('draft', 'a', 10, 1)])).toEqual(['a', 'b']);
  });

  it('is the same each time, where nothing but ids tells rows apart', () => {
    const rows = [row('draft', 'r-2', 5), row('draft', 'r-10', 5), row('draft', 'r-1', 5)];
    expect(idsOf(rows)).toEqual(['r-1', 'r-10', 'r-2']);
    expect(idsOf(rows.toReversed())).toEqual(['r-1', 'r-10', 'r-2']);
  });
});
