import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pythonWith } from '../python-venv.ts';
import { startTestEngine, type TestEngine } from './test-engine.ts';

const script = fileURLToPath(new URL('./clickhouse_connect_checks.py', import.meta.url));
const checkSchema = z.object({ name: z.string(), result: z.unknown(), error: z.string().optional() });

const requirements = fileURLToPath(new URL('./clickhouse-connect.requirements.txt', import.meta.url));
const client = await pythonWith(requirements);
const title =
  'missing' in client ? `clickhouse-connect (no Python for it: ${client.missing})` : 'clickhouse-connect';

describe.skipIf('missing' in client)(title, () => {
  let engine: TestEngine;
  let checks: Map<string, z.infer<typeof checkSchema>>;

  beforeAll(async () => {
    engine = await startTestEngine();
    checks = await runChecks('python' in client ? client.python : '', engine);
  });
  afterAll(() => engine.remove());

  it.each([
    ['connects', ['26', 'UTC', true, null]],
    ['queries_with_parameters', ['3', "it's", '2026-01-02', '[1, 2]', 'None']],
    ['runs_commands', 0],
    ['inserts_every_type_natively', [2, true, [true, true]]],
    ['inserts_and_streams_many_rows', [100_000, 4_999_950_000, true]],
    ['carries_raw_formats_both_ways', Array(5).fill(12_497_500)],
    ['compresses_both_ways', Array(4).fill(50_000)],
    ['passes_settings_and_sessions', [5, 1]],
    ['raises_errors_with_their_code', ['60', '62', '516']],
    ['reads_as_an_analyst', [100_000, '497', '497']],
  ])('%s', (name, expected) => {
    expect(checks.get(name)).toEqual({ name, result: expected });
  });
});

async function runChecks(python: string, engine: TestEngine) {
  const { hostname: host, port } = new URL(engine.url);
  const { readWrite, readOnly } = engine;
  const wrong = { ...readOnly, password: 'wrong' };
  const ENGINE = JSON.stringify({ host, port: Number(port), readWrite, readOnly, wrong });
  const { stdout } = await promisify(execFile)(python, [script], { env: { ...process.env, ENGINE } });
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => checkSchema.parse(JSON.parse(line)));
  return new Map(answers.map((answer) => [answer.name, answer]));
}
