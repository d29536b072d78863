import type { Store } from '@ringtrace/platform/clickhouse';
import type { Config } from '@ringtrace/platform/config';
import type { CaseLog } from '../log/log.ts';
import { openPost } from '../requests/post.ts';
import { storeRecords } from '../store/record-source.ts';
import type { Desk } from '../work/desk.ts';
import type { Sender } from '../work/sender.ts';

interface Parts {
  readonly log: CaseLog;
  readonly store: Store;
  readonly config: Config;
  /** Ends a message that is going out. */
  readonly signal?: AbortSignal;
}

/** The desk of an instance. The secrets of sending are read, or made, when a message is written. */
export function deskOf({ log, store, config, signal }: Parts): Desk {
  let opened: Sender | undefined;
  const post = () => {
    opened ??= openPost(config, signal === undefined ? {} : { signal });
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
