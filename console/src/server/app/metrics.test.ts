import { Metrics } from '@ringtrace/platform/metrics/registry';
import { expect, it } from 'vitest';
import { consoleMetrics } from './metrics.ts';

/** The figures after some requests, each answered with its status. */
async function after(asked: readonly (readonly [method: string, path: string, status: number])[]) {
  const metrics = new Metrics();
  const counted = consoleMetrics(metrics, () => 2);
  for (const [method, path, status] of asked)
    await counted(async () => new Response(null, { status }))(
      new Request(`http://127.0.0.1${path}`, { method }),
      '127.0.0.1',
    );
  return metrics.text();
}

it('counts requests by kind and status, and sessions', async () => {
  const text = await after([
    ['GET', '/cases', 200],
    ['GET', '/api/v1/console/inbox', 500],
  ]);
  expect(text).toContain('ringtrace_console_request_duration_seconds_count{kind="page",status="2xx"} 1');
  expect(text).toContain('ringtrace_console_request_duration_seconds_count{kind="own",status="5xx"} 1');
  expect(text).toContain('ringtrace_console_sessions 2');
});

it('counts attempts to sign in by their outcome, and begins each at 0', async () => {
  const text = await after([
    ['POST', '/sign-in', 303],
    ['POST', '/sign-in', 401],
    ['POST', '/sign-in', 401],
    ['GET', '/sign-in', 200],
    ['POST', '/sign-in/password', 401],
    ['GET', '/sign-in/group/return?code=x', 303],
  ]);
  for (const [outcome, times] of [
    ['done', 2],
    ['wrong', 2],
    ['must_wait', 0],
    ['failed', 0],
  ])
    expect(text).toContain(`ringtrace_console_sign_ins_total{outcome="${outcome}"} ${times}\n`);
});

it('counts CSV files and answers with numbers that were sent', async () => {
  const text = await after([
    ['GET', '/api/v1/console/calls.csv?numbers=true&reason=x', 200],
    ['POST', '/api/v1/console/query/csv', 200],
    ['GET', '/api/v1/console/calls?numbers=true', 403],
    ['GET', '/api/v1/cases/case-1?numbers=true&reason=x', 200],
    ['GET', '/calls?numbers=true', 200],
  ]);
  expect(text).toContain('ringtrace_console_csv_files_total 2\n');
  expect(text).toContain('ringtrace_console_numbers_shown_total 2\n');
});
