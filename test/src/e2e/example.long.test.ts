import { join } from 'node:path';
import { questions } from '@ringtrace/console/server/queries/questions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answersOf, feedOf, loadExampleReference, manifestOf, stored, verdicts } from './example-answers.ts';
import { Home, type Server, startExample, up } from './ringtrace.ts';

const evaluation = z.object({
  precision: z.number(),
  recall: z.number(),
  candidates: z.array(z.object({ label: z.string(), isTrue: z.boolean() })),
  campaigns: z.array(z.object({ campaign: z.string(), found: z.boolean() })),
});

const trace = z.object({
  path: z.array(
    z.object({ provider: z.string(), reported: z.boolean(), handed_over: z.string().nullable() }),
  ),
  next_provider_to_ask: z.string().nullable(),
  confidence: z.number(),
  contradictions: z.array(z.unknown()),
});

const candidates = `
  SELECT candidate_id, campaign_id, opened_at, event_time, calling_number, called_number, call_time, status
  FROM traceback_candidates WHERE status = 'open' ORDER BY candidate_id`;
const rollups = `
  SELECT sum(legs), sum(answered), sum(short_answered), sum(duration_s), count()
  FROM source_minutes`;
describe('the bundled example', () => {
  const home = new Home();
  const other = new Home();
  let first: Server;
  let server: Server | undefined;

  beforeAll(async () => {
    first = await startExample(home);
    server = first;
  });
  afterAll(async () => {
    await server?.interrupt();
    home.remove();
    other.remove();
  });

  /** How both forms of the command tell what they found. */
  function expectTold(stdout: string): void {
    expect(stdout).toContain('Ask next: dialbright');
    expect(stdout).toContain('npx ringtrace sql');
  }

  it('start tells the candidates in plain words', () => {
    expect(first.said.stderr).not.toContain('Error');
    expectTold(first.said.stdout);
  });

  const draft = () =>
    /Traceback (?<traceback>tb-\w+) of case-\w+: \d+ hops, \d+ proven, ask 1\n[\s\S]*npx ringtrace request approve (?<request>req-\w+)\s*$/.exec(
      first.said.stdout,
    )?.groups ?? {};

  it('ends what it tells with the traceback it drafted and the command that approves it', () => {
    expect(draft()).toEqual({ traceback: expect.any(String), request: expect.any(String) });
  });

  const manifest = () => manifestOf(home);

  it('finds every bundled campaign and accuses no legitimate caller', async () => {
    const result = evaluation.parse(
      await home.json('evaluate', '--labels', join(home.directory, 'example', 'labels.csv')),
    );
    const { campaigns } = manifest();
    expect(
      result.campaigns
        .filter(({ found }) => found)
        .map(({ campaign }) => campaign)
        .sort(),
    ).toEqual(campaigns.map(({ name }) => name).sort());
    expect(result.candidates.filter(({ isTrue }) => !isTrue)).toEqual([]);
    expect(result.candidates).toHaveLength(campaigns.length);
  });

  it('answers every question of docs/queries.md', async () => {
    const asked = questions();
    expect(asked).toHaveLength(10);
    const unanswered: string[] = [];
    for (const { question, sql } of asked) if ((await home.rows(sql)).length === 0) unanswered.push(question);
    // The example has no refused record.
    expect(unanswered).toEqual(['7. What could not be accepted, from whom and why?']);
  });

  it('proves an origin only where the origin itself reports its customer', async () => {
    const proven = await home.rows(
      "SELECT origin_provider FROM traceback_candidates WHERE status = 'open' AND origin_provider IS NOT NULL ORDER BY 1",
    );
    expect(proven).toEqual(
      manifest()
        .campaigns.filter((c) => c.originReports)
        .map((c) => c.originProvider)
        .sort(),
    );
  });

  it('traces the example calls of candidates, one by one and all at once', async () => {
    const calls = await home.rows(
      `SELECT calling_number, called_number, formatDateTime(call_time, '%FT%TZ', 'UTC') AS time, next_provider_to_ask
       FROM traceback_candidates WHERE status = 'open' ORDER BY candidate_id`,
    );
    const rows = calls.map((row) => row.split('\t'));
    const asked = rows.map((row) => row[3]);
    const csv = ['calling,called,time', ...rows.map((row) => row.slice(0, 3).join(','))].join('\n');
    const many = await home.run(['trace', '--calls', '-', '--json'], { input: csv });
    expect(
      z
        .array(trace)
        .parse(JSON.parse(many.stdout))
        .map((call) => call.next_provider_to_ask),
    ).toEqual(asked);
    for (const [calling = '', called = '', time = '', next = ''] of rows) {
      const question = ['trace', '--calling', calling, '--called', called, '--time', time];
      const { path, ...told } = trace.parse(await home.json(...question));
      expect(path[0]?.provider).toBe(next);
      expect(told).toMatchObject({ next_provider_to_ask: next, contradictions: [] });
      expect((await home.run(question)).stdout).toContain(`Ask next   ${next}`);
    }
  });

  it('stores every leg, and the accounts hold', async () => {
    const legs = manifest().files.reduce((sum, file) => sum + file.legs, 0);
    expect(await home.rows('SELECT count() FROM cdr')).toEqual([String(legs)]);
    const verdict = await home.run(['verify']);
    expect(verdict.stdout).not.toContain('DIFFERS');
    expect(verdict.code).toBe(0);
  });

  /** What the home answers, for a home whose records came in another order. */
  let answers: string[][];

  it('a second run with --once sends all again: it changes nothing in cdr, rollups or candidates, and ends by itself with the same draft', async () => {
    const state = () => Promise.all([stored, rollups, verdicts, candidates].map((sql) => home.rows(sql)));
    const before = await state();
    answers = await answersOf(home);
    expect(await server?.interrupt()).toBe(0);
    server = undefined;
    const again = await home.run(['start', '--once']);
    expect(again.code).toBe(0);
    expect(again.stderr).not.toContain('Error');
    expect(again.stderr).toMatch(/Replaying the example: [\d,]+ legs[\s\S]*Stored and judged in/);
    expectTold(again.stdout);
    const { traceback, request } = draft();
    expect(again.stdout).toContain(`Traceback ${traceback} of case-`);
    expect(again.stdout.trimEnd().endsWith(`npx ringtrace request approve ${request}`)).toBe(true);
    server = await up(home);
    await home.json('status', '--wait-idle');
    expect(await state()).toEqual(before);
    expect((await home.run(['verify'])).code).toBe(0);
    // What is up beside a test takes a tenth of a core.
    expect(await server.interrupt()).toBe(0);
    server = undefined;
  });

  it('gives the same campaigns with the carriers in another order', async () => {
    const second = await up(other);
    try {
      await loadExampleReference(home, other);
      for (const file of manifest().files.toReversed()) await other.ok(feedOf(home, file));
      await other.json('status', '--wait-idle');
      expect(await answersOf(other)).toEqual(answers);
    } finally {
      expect(await second.interrupt()).toBe(0);
    }
  });
});
