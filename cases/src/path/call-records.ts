import type { CallTrace } from '@ringtrace/detect/trace/trace';

/** What members' records say of one call, and what is known of the providers in it. */
export interface CallRecords {
  readonly trace: CallTrace;
  /**
   * Providers whose feed is complete around the call, and which have no leg to its called number: they would have one, had
   * they carried the call. Asked for by name; any other provider counts as silent.
   */
  readonly complete: ReadonlySet<string>;
  /** Ids whose feeds were looked at. A provider denies a call only where the feeds of all its ids are complete. */
  readonly looked_at: ReadonlySet<string>;
  /** Providers of other countries. */
  readonly foreign: ReadonlySet<string>;
}

/** The one id of a provider that may be named by several. */
export interface Identity {
  (provider: string): string;
  /** Ids of all known providers that may be meant: more than one where they share a name. */
  readonly meant?: (provider: string) => readonly string[];
}

/** Every provider that goes by one id alone. */
export const asNamed: Identity = (provider) => provider;
