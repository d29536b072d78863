import { analystLimits } from '@ringtrace/platform/analyst-limits';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, startTestEngine, type TestEngine } from '../clickhouse/test-engine.ts';
import type { Reader } from './names.ts';
import { serverStatements } from './server-sql.ts';

const reader = (name: string, role: Reader['role'], carrier = ''): Reader => ({
  name,
  role,
  carrier,
  sha256: 'a'.repeat(64),
  added_at: 0,
});
const statements = serverStatements(
  [
    reader('anna', 'analyst'),
    reader('ann-2', 'analyst'),
    reader('theo', 'tracer'),
    reader('lea', 'lead'),
    reader('nils', 'carrier', 'north.one'),
    reader('sam', 'carrier', 'south'),
  ],
  'ringtrace',
  analystLimits.parse({}),
);

describe('the statements for a server', () => {
  it('give analysts the masked views, and no table', () => {
    expect(statements.filter((text) => / TO `ringtrace_analyst`$/.test(text))).toEqual([
      'GRANT SELECT ON `ringtrace_masked`.* TO `ringtrace_analyst`',
      'CREATE QUOTA OR REPLACE `ringtrace_analyst` KEYED BY user_name FOR INTERVAL 1 hour MAX queries = 20000, execution_time = 14400 TO `ringtrace_analyst`',
    ]);
  });

  it('keep the owner of the views of a carrier to the rows of that carrier', () => {
    const policies = statements.filter((text) => text.startsWith('CREATE ROW POLICY'));
    expect(policies).toContain(
      "CREATE ROW POLICY OR REPLACE `ringtrace_of_south` ON `ringtrace`.cdr_store FOR SELECT USING carrier = 'south' TO `ringtrace_of_south`",
    );
    const policed = policies.filter((text) => text.endsWith('TO `ringtrace_of_south`'));
    const granted = statements.filter(
      (text) => text.startsWith('GRANT') && text.endsWith('TO `ringtrace_of_south`'),
    );
    // Of what is granted, cdr, source_minutes and busy_numbers are views, which read policed tables.
    expect(granted).toHaveLength(policed.length + 3);
  });

  it('take what is for leads alone from tracers', () => {
    expect(statements).toContain('REVOKE SELECT ON `ringtrace`.demands_store FROM `ringtrace_tracer`');
  });

  it('give each reader its role and its database', () => {
    expect(statements.slice(-3)).toEqual([
      `CREATE USER IF NOT EXISTS \`sam\` IDENTIFIED WITH sha256_hash BY '${'a'.repeat(64)}' DEFAULT DATABASE \`ringtrace_of_south\``,
      'GRANT `ringtrace_of_south_reader` TO `sam`',
      'SET DEFAULT ROLE `ringtrace_of_south_reader` TO `sam`',
    ]);
    expect(new Set(statements).size).toBe(statements.length);
  });
});

describe('the embedded engine', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startTestEngine();
  });
  afterAll(() => engine.remove());

  /** It can't make users by SQL. So it parses the statements, and a server is needed to run them. */
  it('can parse every statement', async () => {
    for (const statement of statements) {
      const { code, text } = await ask(engine, 'readWrite', `EXPLAIN AST ${statement}`);
      expect({ statement, code, text }).toMatchObject({ code: 0 });
    }
    expect((await ask(engine, 'readWrite', 'EXPLAIN AST CREATE ROLE r SETTING')).code).toBe(62);
  });

  it('refuses them because it keeps users in a file, or because a name before was refused for that', async () => {
    const codes = new Set<number>();
    for (const statement of statements.filter((text) =>
      /^CREATE (?:USER|ROLE|ROW|QUOTA|SETTINGS)/.test(text),
    ))
      codes.add((await ask(engine, 'readWrite', statement)).code);
    // Storage is read-only; there is no such role or user; there is no such profile.
    expect([...codes].toSorted()).toEqual([180, 511, 514]);
  });
});
