import type { PathRole } from '@ringtrace/schemas/tables/campaigns';
import type { Edge } from './edges.ts';

/** One provider in the path of a call. */
export interface Hop {
  readonly provider: string;
  readonly role: PathRole;
  /** Whether the provider reported a leg of this call itself. */
  readonly reported: boolean;
  /** How it is known that the provider before handed the call to this one; null for the first. */
  readonly handed_over: Edge['evidence'] | null;
}
