import type { Candidate } from '@ringtrace/detect/candidates/stored-candidates';
import type { AuditCheck } from '../audit/found.ts';
import type { Extent } from '../audit/kept-check.ts';
import type { Actor } from '../log/actor.ts';
import type { Card } from '../providers/card.ts';
import type { ScoreRow } from '../providers/scorecard.ts';
import type { PackageFile } from '../refer/kept.ts';
import type { Referral, WrittenPackage } from '../refer/write.ts';
import type { Covered, Report } from '../report/report.ts';
import type { CallerOfCampaign } from '../verdicts/callers.ts';
import type { BandOfScores } from '../verdicts/queries.ts';
import type { Seen } from '../verdicts/verdict.ts';
import type { Desk } from '../work/desk.ts';
import type { List, Page, Wanted } from './lists.ts';

/** What the handlers of the API work with. A test gives one in memory. */
export interface Office {
  readonly desk: Desk;
  readonly findings: Findings;
  readonly providers: Providers;
  readonly packages: Packages;
  /** @param as_of ms since 1970; undefined = now, and records are measured first */
  report(period: Pick<Covered, 'from' | 'to'>, as_of: number | undefined): Promise<Report>;
  /**
   * Checks the log: every entry, or those behind what an earlier check read. Others go on working meanwhile.
   * @param head hash of an entry, noted earlier; '' = none was. With one, every entry is read
   */
  checkLog(extent: Extent, head: string): Promise<AuditCheck>;
  /** One page of a list, as the store has it. */
  page<R>(list: List<R>, wanted: Wanted): Promise<Page<R>>;
}

/** What detection knows of candidates. */
interface Findings {
  /** undefined = there is none. `id` names it or its campaign. */
  candidate(id: string): Promise<Seen | undefined>;
  /** All that detection knows of a candidate; undefined = there is none. */
  explained(id: string): Promise<Candidate | undefined>;
  /** The candidate that holds the calls of a campaign that became part of another one; undefined = it did not. */
  successor(campaign_id: string): Promise<string | undefined>;
  callers(campaign_id: string): Promise<CallerOfCampaign[]>;
  precision(): Promise<BandOfScores[]>;
}

/** What is known of providers as of a moment, ms since 1970; undefined = now, and records are measured first. */
interface Providers {
  cards(as_of: number | undefined): Promise<readonly ScoreRow[]>;
  card(id: string, as_of: number | undefined): Promise<Card>;
}

/** Packages that are written over HTTP. They are kept, so that they can be fetched as one file. */
export interface Packages {
  /** Throws as `writePackage` does. */
  write(actor: Actor, referral: Omit<Referral, 'directory' | 'packageId'>): Promise<WrittenPackage>;
  /** Throws as `packageFile` does. */
  file(package_id: string): Promise<PackageFile>;
  isKept(package_id: string): boolean;
}
