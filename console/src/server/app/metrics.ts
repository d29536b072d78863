import type { Respond } from '@ringtrace/cases/api/serve-http';
import { Counter, Gauge, Histogram, type Metrics } from '@ringtrace/platform/metrics/registry';
import { isCsv, kindOf, type SignInOutcome, showsNumbers, signInOutcome, signInOutcomes } from './kind.ts';

/** Counts requests and sessions; docs/operations.md says what each figure means. Returns what counts the requests of a server. */
export function consoleMetrics(metrics: Metrics, openSessions: () => number): (respond: Respond) => Respond {
  const registers = [metrics.registry];
  const duration = new Histogram({
    name: 'ringtrace_console_request_duration_seconds',
    help: 'Time until the response to a request began, by what was asked for (page, file, own or casework API, sign-in, answer) and status.',
    labelNames: ['kind', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const sessions = new Gauge({
    name: 'ringtrace_console_sessions',
    help: 'People who are signed in; somebody with two browsers counts twice.',
    registers,
    collect() {
      this.set(openSessions());
    },
  });
  sessions.reset();
  const signIns = new Counter<'outcome'>({
    name: 'ringtrace_console_sign_ins_total',
    help: 'Attempts to sign in: done, wrong (name or password), must_wait (after too many), failed.',
    labelNames: ['outcome'],
    registers,
  });
  const csvFiles = new Counter({
    name: 'ringtrace_console_csv_files_total',
    help: 'CSV files that were sent.',
    registers,
  });
  const numbersShown = new Counter({
    name: 'ringtrace_console_numbers_shown_total',
    help: 'Answers that were asked for with called numbers in full, and sent.',
    registers,
  });
  // A counter that begins with its first count hides that count from rates.
  for (const outcome of signInOutcomes) signIns.inc({ outcome }, 0);

  function count(request: Request, { status }: Response): void {
    const outcome: SignInOutcome | undefined = signInOutcome(request, status);
    if (outcome !== undefined) signIns.inc({ outcome });
    if (status !== 200) return;
    if (isCsv(request)) csvFiles.inc();
    if (showsNumbers(request)) numbersShown.inc();
  }

  return (respond) => async (request, peer) => {
    const end = duration.startTimer({ kind: kindOf(request) });
    try {
      const response = await respond(request, peer);
      end({ status: `${Math.trunc(response.status / 100)}xx` });
      count(request, response);
      return response;
    } catch (error) {
      end({ status: '5xx' });
      throw error;
    }
  };
}
