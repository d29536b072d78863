import type { Office } from '@ringtrace/cases/api/office';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { Config } from '@ringtrace/platform/config';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import type { People } from '../people/people.ts';
import type { Session } from '../people/session.ts';
import type { Views } from '../people/views.ts';

/** What a route of the console works with. */
export interface Work {
  /** Reads and writes as our own processes do. */
  readonly store: Store;
  /** Reads as analysts do: SQL that a person wrote is sent here, and nowhere else. undefined = no user is known who only reads. */
  readonly analysts: Store | undefined;
  readonly kafka: Kafka;
  readonly config: Config;
  /** Who may use the console. */
  readonly people: People;
  /** Addresses that people have saved. */
  readonly views: Views;
  /** Casework. */
  readonly office: Office;
  /** Who asks. What this person may see stands inside each query. */
  readonly session: Session;
}
