import { dayMs, minuteMs } from '@ringtrace/schemas/durations';
import type { Actor } from '../log/actor.ts';
import type { Standing } from '../log/transaction.ts';
import { type NextStep, nextSteps } from '../requests/reminders.ts';
import type { Desk } from '../work/desk.ts';
import { settingsOf } from '../work/find.ts';
import { OpenRequests } from '../work/open-requests.ts';
import { remindOf } from '../work/reminding.ts';
import { markNonResponsive, markOverdue } from '../work/requests.ts';
import { freshRequests, sendAgain, waitAfter } from '../work/send-again.ts';
import { type SentBatch, sendRequests } from '../work/sending.ts';
import { rereadTracebacks } from '../work/tracebacks.ts';

const clock: Actor = { name: 'ringtrace', reason: 'by the rules in the settings' };

/** Something that did not work. It is tried again in a later round. */
interface Trouble {
  /** One of few texts, such as 'send requests'. */
  readonly what: string;
  readonly error: unknown;
}

/** What one round did. */
export interface Round {
  readonly sent: readonly SentBatch[];
  readonly reminded: readonly SentBatch[];
  readonly overdue: number;
  readonly nonResponsive: number;
  /** Tracebacks that records changed. */
  readonly changed: number;
  readonly troubles: readonly Trouble[];
}

/** Members' records of open tracebacks are read again so often. */
const rereadEveryMs = 10 * minuteMs;

/** Records that come later than this after the end of a traceback are read by hand. */
const rereadEndedMs = 7 * dayMs;

/** Statuses in which the clock has something to do. */
const waiting = ['sent', 'delivered', 'acknowledged', 'overdue'] as const;

/**
 * One round of the clock: sends approved requests if the settings say so, sends again what did not go out, marks what is overdue,
 * reminds, and marks who stays silent. All that it knows is in the log, so that a round may end anywhere and the next one goes
 * on. Two rounds at a time do nothing twice, but may send one reminder twice, under the same id.
 */
export function createTick(desk: Desk): () => Promise<Round> {
  const pauses = new Pauses(desk);
  const open = new OpenRequests(desk.log);
  let rereadAt = 0;

  return async () => {
    const round = new RoundSoFar();
    if (desk.now() >= rereadAt + rereadEveryMs) {
      await round.attempt('read records again', async () => {
        round.changed += (await rereadTracebacks(desk, clock, desk.now() - rereadEndedMs)).length;
        rereadAt = desk.now();
      });
    }
    const { send_approved, report_only } = desk.log.read(settingsOf);
    if (!report_only) {
      await round.attempt('send requests again', async () => {
        round.sent.push(...(await sendAgain(desk, clock, open)));
      });
      if (send_approved)
        await round.attempt('send requests', async () => {
          round.sent.push(...(await sendRequests(desk, clock, freshRequests(desk, open))));
        });
    }
    await markAll(desk, round, dueNow(desk, open));
    if (!report_only) await remindAll(desk, round, pauses, dueNow(desk, open));
    return round;
  };
}

class RoundSoFar implements Round {
  readonly sent: SentBatch[] = [];
  readonly reminded: SentBatch[] = [];
  overdue = 0;
  nonResponsive = 0;
  changed = 0;
  readonly troubles: Trouble[] = [];

  /** One thing that fails must not keep the others from their turn. */
  async attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.troubles.push({ what, error });
    }
  }
}

interface Due {
  readonly request: Standing<'request'>;
  readonly step: NextStep;
}

/** Steps whose time has come. */
function dueNow(desk: Desk, open: OpenRequests): Due[] {
  const settings = desk.log.read(settingsOf);
  return open
    .withStatus(...waiting)
    .flatMap((request) => nextSteps(request.state, settings).map((step) => ({ request, step })))
    .filter(({ step }) => step.at <= desk.now());
}

const seenOf = ({ ref: { id }, version }: Standing<'request'>) => ({ id, seen: version });

async function markAll(desk: Desk, round: RoundSoFar, due: readonly Due[]): Promise<void> {
  for (const { request, step } of due) {
    if (step.what === 'overdue')
      await round.attempt('mark requests as overdue', async () => {
        markOverdue(desk, clock, seenOf(request));
        round.overdue += 1;
      });
    if (step.what === 'non_responsive')
      await round.attempt('mark providers as non-responsive', async () => {
        await markNonResponsive(desk, clock, seenOf(request));
        round.nonResponsive += 1;
      });
  }
}

/** Requests of one message, of which the provider is reminded for the same time, share a reminder. */
const reminderOf = ({ state }: Standing<'request'>) => `${state.batch_id} ${state.reminders}`;

async function remindAll(desk: Desk, round: RoundSoFar, pauses: Pauses, due: readonly Due[]): Promise<void> {
  const waitingFor = due.flatMap(({ request, step }) => (step.what === 'remind' ? [request] : []));
  for (const [reminder, requests] of Map.groupBy(waitingFor, reminderOf)) {
    if (pauses.isPaused(reminder)) continue;
    await round.attempt('send reminders', async () => {
      const reminded = await remindOf(desk, clock, requests.map(seenOf));
      round.reminded.push(...reminded);
      if (reminded.some(({ delivered }) => delivered === false)) pauses.failed(reminder);
    });
  }
}

/** Reminders that could not go out wait: longer each time. Only this process knows of them, and a new one begins anew. */
class Pauses {
  readonly #desk: Desk;
  readonly #failures = new Map<string, { readonly tries: number; readonly at: number }>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  isPaused(reminder: string): boolean {
    const failure = this.#failures.get(reminder);
    return failure !== undefined && this.#desk.now() < failure.at + waitAfter(failure.tries);
  }

  failed(reminder: string): void {
    const tries = (this.#failures.get(reminder)?.tries ?? 0) + 1;
    this.#failures.set(reminder, { tries, at: this.#desk.now() });
  }
}
