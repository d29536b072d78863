import type { Respond } from '@ringtrace/cases/api/serve-http';
import { Gauge, Histogram, type Metrics } from '@ringtrace/platform/metrics/registry';
import { kindOf } from './kind.ts';

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
  return (respond) => async (request, peer) => {
    const end = duration.startTimer({ kind: kindOf(request) });
    try {
      const response = await respond(request, peer);
      end({ status: `${Math.trunc(response.status / 100)}xx` });
      return response;
    } catch (error) {
      end({ status: '5xx' });
      throw error;
    }
  };
}
