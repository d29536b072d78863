import type { Actor } from '../log/actor.ts';
import type { Reader, Standing } from '../log/transaction.ts';
import type { Case } from '../model/case.ts';
import type { Happened } from '../model/events.ts';
import { newId, ref } from '../model/ids.ts';
import { RefusedError } from '../model/refused.ts';
import type { Desk } from './desk.ts';
import { expectSeen, find, NoSuchError } from './find.ts';

export type NewCase = Pick<Case, 'source' | 'title' | 'category' | 'live'>;

/** Opens a case that no campaign stands behind. */
export function openCase(
  desk: Desk,
  actor: Actor,
  { source, title, category, live }: NewCase,
): Standing<'case'> {
  return desk.log.transact(actor, (w) =>
    w.append(ref('case', newId('case', desk.chance)), {
      type: 'case_opened',
      data: { source, title, category, live, campaign_id: '', candidate_id: '' },
    }),
  );
}

export interface CampaignCase {
  readonly candidate_id: string;
  /** '' = the candidate in one line. */
  readonly title: string;
  readonly category: string;
}

/**
 * Opens a case for a candidate's campaign. Throws NoSuchError, and RefusedError where the candidate is not open or the
 * campaign has an open case already.
 */
export async function openCampaignCase(
  desk: Desk,
  actor: Actor,
  { candidate_id, title, category }: CampaignCase,
): Promise<Standing<'case'>> {
  const candidate = await desk.records.candidate(candidate_id);
  if (candidate === undefined)
    throw new NoSuchError(`there is no candidate '${candidate_id}': 'ringtrace candidates' lists them`);
  const { campaign_id, status, headline } = candidate;
  if (status !== 'open' && status !== 'confirmed')
    throw new RefusedError(
      `candidate ${candidate.candidate_id} is ${status}: a case takes an open or confirmed one. For another reason, open a case by hand: 'ringtrace case open --source ...'`,
    );
  return desk.log.transact(actor, (w) => {
    const open = caseOfCampaign(w, campaign_id);
    if (open !== undefined)
      throw new RefusedError(
        `case ${open.ref.id} is open for campaign ${campaign_id} already: 'ringtrace traceback open ${open.ref.id}' adds a traceback to it`,
      );
    return w.append(ref('case', newId('case', desk.chance)), {
      type: 'case_opened',
      data: {
        source: 'campaign',
        title: title === '' ? headline : title,
        category,
        campaign_id,
        candidate_id: candidate.candidate_id,
        live: false,
      },
    });
  });
}

/** The open case of a campaign. */
const caseOfCampaign = (log: Reader, campaign_id: string): Standing<'case'> | undefined =>
  log.linked('case', 'campaign_id', campaign_id).find(({ state }) => state.status === 'open');

/** A change of one case, by what the person saw of it. */
function change(
  desk: Desk,
  actor: Actor,
  { id, seen }: Seen,
  happened: Happened<'case'>,
  check: (log: Reader, standing: Standing<'case'>) => void = () => {},
): Standing<'case'> {
  return desk.log.transact(actor, (w) => {
    const standing = find(w, 'case', id);
    expectSeen(w, standing, seen);
    check(w, standing);
    return w.append(standing.ref, happened);
  });
}

/** A thing, and the version that was shown to the person who decides; undefined = the decision holds for any. */
export interface Seen {
  readonly id: string;
  readonly seen?: number | undefined;
}

export const assignCase = (desk: Desk, actor: Actor, one: Seen, assignee: string) =>
  change(desk, actor, one, { type: 'case_assigned', data: { assignee } });

export const noteCase = (desk: Desk, actor: Actor, one: Seen, text: string) =>
  change(desk, actor, one, { type: 'case_noted', data: { text } });

export const reopenCase = (desk: Desk, actor: Actor, one: Seen) =>
  change(desk, actor, one, { type: 'case_reopened', data: {} });

/**
 * Puts a case under legal hold, or releases it. While the hold is in force, retention drops nothing that the case reaches. Throws
 * RefusedError without a reason, or where the end lies behind.
 * @param until when the hold ends by itself, ms since 1970; 0 = never
 */
export function holdCase(desk: Desk, actor: Actor, one: Seen, held: boolean, until = 0): Standing<'case'> {
  if (actor.reason === '')
    throw new RefusedError(
      `a legal hold is ${held ? 'set' : 'released'} with a reason: say who asked for it, and why`,
    );
  if (until !== 0 && until <= desk.now())
    throw new RefusedError('the end of a legal hold must lie ahead: leave it out for a hold without an end');
  return change(desk, actor, one, { type: 'case_held', data: { held, until: held ? until : 0 } });
}

const byItself: Actor = { name: 'ringtrace', reason: 'the time of the legal hold is over' };

/** Releases the cases whose legal hold has ended by itself. Returns their ids. */
export function endHolds(desk: Pick<Desk, 'log' | 'now'>): string[] {
  const isOver = ({ held, held_until }: Case) => held && held_until !== 0 && held_until <= desk.now();
  const over = desk.log.read((r) =>
    r.ids('case').filter((id) => {
      const state = r.load(ref('case', id))?.state;
      return state !== undefined && isOver(state);
    }),
  );
  return over.filter((id) =>
    desk.log.transact(byItself, (w) => {
      if (!isOver(find(w, 'case', id).state)) return false;
      w.append(ref('case', id), { type: 'case_held', data: { held: false, until: 0 } });
      return true;
    }),
  );
}

/** Closes a case. Throws RefusedError where a traceback of it is open. */
export const closeCase = (desk: Desk, actor: Actor, one: Seen, outcome: string) =>
  change(desk, actor, one, { type: 'case_closed', data: { outcome } }, (log) => {
    const open = log.linked('traceback', 'case_id', one.id).filter(({ state }) => state.status === 'open');
    if (open.length > 0)
      throw new RefusedError(
        `case ${one.id} has open tracebacks (${open.map(({ ref: { id } }) => id).join(', ')}): end them, or close them with 'ringtrace traceback close'`,
      );
  });
