import { openPost } from '@ringtrace/cases/requests/post';
import { storeRecords } from '@ringtrace/cases/store/record-source';
import type { Desk } from '@ringtrace/cases/work/desk';
import type { Sender } from '@ringtrace/cases/work/sender';
import { type Cases, withCases } from '../cases.ts';

/** Runs `work` at the running instance's desk. What it writes is copied into the store afterwards. */
export const withDesk = <R>(work: (desk: Desk, cases: Cases) => Promise<R> | R): Promise<R> =>
  withCases(async (cases) => work(deskOf(cases), cases));

/** The secrets of sending are read, or made, when a message is written. */
export function deskOf({ log, store, config }: Pick<Cases, 'log' | 'store' | 'config'>): Desk {
  let opened: Sender | undefined;
  const post = () => {
    opened ??= openPost(config);
    return opened;
  };
  return {
    log,
    now: Date.now,
    records: storeRecords(store),
    sender: {
      compose: async (message) => post().compose(message),
      deliver: async (message) => post().deliver(message),
    },
  };
}
