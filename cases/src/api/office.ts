import type { CallerOfCampaign } from '../verdicts/callers.ts';
import type { BandOfScores } from '../verdicts/queries.ts';
import type { Seen } from '../verdicts/verdict.ts';
import type { Desk } from '../work/desk.ts';
import type { List, Page, Wanted } from './lists.ts';

/** What the handlers of the API work with. A test gives one in memory. */
export interface Office {
  readonly desk: Desk;
  readonly findings: Findings;
  /** One page of a list, as the store has it. */
  page<R>(list: List<R>, wanted: Wanted): Promise<Page<R>>;
}

/** What detection knows of candidates. */
export interface Findings {
  /** undefined = there is none. `id` names it or its campaign. */
  candidate(id: string): Promise<Seen | undefined>;
  callers(campaign_id: string): Promise<CallerOfCampaign[]>;
  precision(): Promise<BandOfScores[]>;
}
