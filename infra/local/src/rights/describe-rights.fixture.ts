import { beforeAll, describe, expect, it } from 'vitest';
import { maskedViews } from './masked-views.ts';
import { carrierViews } from './model.ts';
import type { ReaderRole } from './names.ts';

/** The called number of every seeded row; the part of it that a masked one shows. */
const called = '17735550121';
const shown = '1773555xxxx';

/** A reader of each role; north and south are carriers. Ids of north's calls are digits, those of south's are not. */
export const testReaders: readonly { name: string; role: ReaderRole; carrier: string }[] = [
  { name: 'anna', role: 'analyst', carrier: '' },
  { name: 'theo', role: 'tracer', carrier: '' },
  { name: 'lea', role: 'lead', carrier: '' },
  { name: 'nils', role: 'carrier', carrier: 'north.one-1' },
  { name: 'sam', role: 'carrier', carrier: 'south' },
];

/** ClickHouse's code of a right that is missing. */
const denied = 497;

const filter = (table: string) =>
  `SETTINGS additional_table_filters = {'${table}': 'called_number = ${called}'}`;

/** A store at this version, in the database `ringtrace`, with the readers above. */
export interface RightsPlace {
  /** Over HTTP. */
  readonly url: string;
  /** The user of our own processes. */
  readonly worker: { readonly user: string; readonly password: string };
  /** A reader's password. */
  passwordOf(reader: string): string;
}

/** Runs a query as one of a place's users; a user of ours begins in `ringtrace`, a reader in its own database. */
export async function askAs(
  { url, worker, passwordOf }: RightsPlace,
  user: string,
  query: string,
  { key, ...parameters }: Record<string, string> = {},
) {
  const password = key ?? (user === worker.user ? worker.password : passwordOf(user));
  const response = await fetch(`${url}/?${new URLSearchParams(parameters)}`, {
    method: 'POST',
    body: query,
    headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password },
  });
  const text = (await response.text()).trim();
  return { code: Number(response.headers.get('X-ClickHouse-Exception-Code') ?? 0), text };
}

/** The tests of what each role reads and does not read, on the engine or server of a place. They fill its store. */
export function describeRights(open: () => Promise<RightsPlace>): void {
  let place: RightsPlace;
  const ask = (user: string, query: string, parameters: Record<string, string> = {}) =>
    askAs(place, user, query, parameters);
  const answer = async (user: string, query: string) => {
    const { code, text } = await ask(user, query);
    expect({ code, text }).toMatchObject({ code: 0 });
    return text;
  };
  const seed = async (statement: string) => {
    expect(await ask(place.worker.user, statement, { database: 'ringtrace' })).toEqual({ code: 0, text: '' });
  };

  beforeAll(async () => {
    place = await open();
    const hour = "'2026-03-01 10:00:00'";
    const legs = ['north.one-1', 'south'].flatMap((carrier, of) =>
      [1, 2, 3].map(
        (n) => `('${carrier}', ${hour}, '${of === 0 ? '' : 'south-'}${n}', 1, 13125550100, ${called})`,
      ),
    );
    await seed(
      `INSERT INTO cdr_store (carrier, start_time, call_id, ver, calling_number, called_number) VALUES ${legs.join(', ')}`,
    );
    for (const carrier of ['north.one-1', 'south']) {
      await seed(
        `INSERT INTO batches (carrier, source, accepted) VALUES ('${carrier}', '${carrier}-switch', 3)`,
      );
      await seed(
        `INSERT INTO dead_letters (carrier, reason, detail, original) VALUES ('${carrier}', 'r', 'to ${called}', 'to ${called}')`,
      );
      await seed(`INSERT INTO arrivals (carrier, minute, cdrs) VALUES ('${carrier}', ${hour}, 3)`);
      await seed(
        `INSERT INTO builds (rollup, carrier, bucket, build) VALUES ('source_minutes', '${carrier}', ${hour}, 1), ('busy_numbers', '${carrier}', ${hour}, 1)`,
      );
      await seed(
        `INSERT INTO source_minutes_store (carrier, minute, build, legs) VALUES ('${carrier}', ${hour}, 1, 3)`,
      );
      await seed(
        `INSERT INTO busy_numbers_store (carrier, bucket, build, calling_number, legs) VALUES ('${carrier}', ${hour}, 1, 13125550100, 3)`,
      );
    }
    await seed(`INSERT INTO builds (rollup, carrier, bucket, build) VALUES ('judge', '', ${hour}, 1)`);
    await seed(
      `INSERT INTO segments_store (hour, build, segment_id, verdict, calls_build) VALUES (${hour}, 1, 's', 'suspicious', 1)`,
    );
    await seed(
      `INSERT INTO campaign_segments_store (segment_id, campaign_id, revision, hour, legs_build) VALUES ('s', 'c', 1, ${hour}, 1)`,
    );
    await seed(
      `INSERT INTO segment_calls_store (hour, build, segment_id, carrier, call_id, called_number) VALUES (${hour}, 1, 's', 'south', 'south-1', ${called})`,
    );
    await seed(
      `INSERT INTO traceback_candidates_store (candidate_id, campaign_id, called_number, evidence) VALUES ('k', 'c', ${called}, 'to ${called}')`,
    );
    await seed(
      `INSERT INTO cases_store (case_id, title, outcome) VALUES ('C1', 'to ${called}', 'to ${called}')`,
    );
    await seed(
      `INSERT INTO tracebacks_store (traceback_id, case_id, called_number, detail) VALUES ('T1', 'C1', ${called}, 'to ${called}')`,
    );
    await seed(`INSERT INTO hops_store (traceback_id, position, detail) VALUES ('T1', 1, 'to ${called}')`);
    await seed(
      `INSERT INTO requests_store (request_id, traceback_id, address) VALUES ('R1', 'T1', 'tel:${called}')`,
    );
    await seed(
      `INSERT INTO verdicts_store (candidate_id, verdict, reason, sequence) VALUES ('k', 'confirmed', 'to ${called}', 1)`,
    );
    await seed(`INSERT INTO demands_store (demand_id, sender) VALUES ('D1', 'court')`);
    await seed(`INSERT INTO case_events_store (sequence, actor) VALUES (1, 'lea')`);
  });

  describe('works', () => {
    it.each([
      ['anna', 'SELECT DISTINCT called_number FROM cdr', shown],
      ['anna', 'SELECT called_number FROM campaign_calls', shown],
      ['anna', 'SELECT called_number FROM traceback_candidates', shown],
      ['anna', 'SELECT called_number FROM tracebacks', shown],
      ['anna', 'SELECT count() FROM cdr WHERE calling_number = 13125550100 AND carrier = {c: String}', '3'],
      ['anna', 'SELECT count() FROM ringtrace_masked.cdr AS a INNER JOIN batches AS b USING (carrier)', '6'],
      ['theo', 'SELECT DISTINCT called_number FROM cdr', called],
      ['theo', 'SELECT called_number FROM tracebacks', called],
      ['theo', 'SELECT evidence FROM traceback_candidates', `to ${called}`],
      ['lea', 'SELECT DISTINCT called_number FROM cdr_store', called],
      ['lea', 'SELECT sender FROM demands', 'court'],
      ['lea', 'SELECT actor FROM case_events', 'lea'],
      ['nils', 'SELECT DISTINCT carrier, called_number FROM cdr', `north.one-1\t${called}`],
      ['sam', 'SELECT DISTINCT carrier, called_number FROM cdr', `south\t${called}`],
      ['sam', 'SELECT source FROM batches', 'south-switch'],
    ])('%s: %s', async (user, query, expected) => {
      expect(await ask(user, query, { param_c: 'south' })).toEqual({ code: 0, text: expected });
    });

    it.each(['nils', 'sam'])('%s sees each of its views, with rows of one carrier', async (user) => {
      for (const view of carrierViews)
        expect({
          view,
          carriers: await answer(user, `SELECT groupUniqArray(toString(carrier)) FROM ${view}`),
        }).toEqual({
          view,
          carriers: user === 'nils' ? "['north.one-1']" : "['south']",
        });
    });
  });

  describe('is refused', () => {
    it.each([
      ['anna', 'SELECT count() FROM ringtrace.cdr'],
      ['anna', 'SELECT carrier FROM ringtrace.cdr_store'],
      ['anna', 'SELECT called_number FROM ringtrace.stitched_calls'],
      ['anna', 'SELECT count() FROM ringtrace.segment_calls_store'],
      ['anna', "SELECT * FROM mergeTreeIndex('ringtrace', 'cdr_store')"],
      ['anna', 'SELECT count() FROM system.processes'],
      ['anna', 'SELECT count() FROM system.parts'],
      ['anna', 'SELECT count() FROM system.users'],
      ['anna', "SELECT * FROM remote('127.0.0.1', 'ringtrace', 'cdr_store')"],
      ['anna', 'CREATE VIEW ringtrace_masked.v AS SELECT 1'],
      ['anna', 'CREATE OR REPLACE VIEW ringtrace_masked.cdr AS SELECT 1'],
      ['theo', 'SELECT count() FROM demands'],
      ['theo', 'SELECT count() FROM demands_store'],
      ['theo', 'SELECT count() FROM demands_as_of(as_of = now64(3))'],
      ['theo', 'SELECT count() FROM packages'],
      ['theo', 'SELECT count() FROM case_events'],
      ['theo', 'SELECT count() FROM case_events_store'],
      ['theo', 'SELECT count() FROM ringtrace_of_south.cdr'],
      ['nils', 'SELECT count() FROM ringtrace.cdr'],
      ['nils', 'SELECT count() FROM ringtrace.cdr_store'],
      ['nils', "SELECT call_id FROM mergeTreeIndex('ringtrace', 'cdr_store')"],
      ['nils', 'SELECT count() FROM ringtrace_of_south.cdr'],
      ['nils', 'SELECT count() FROM ringtrace_masked.cdr'],
      ['nils', 'SELECT count() FROM ringtrace.campaigns'],
      ['nils', 'SELECT count() FROM cdr INNER JOIN ringtrace.providers AS p ON p.provider_id = carrier'],
      ['nils', 'SELECT count() FROM system.parts'],
      ['nils', 'SELECT count() FROM system.row_policies'],
    ])('%s: %s', async (user, query) => {
      expect((await ask(user, query)).code).toBe(denied);
    });

    it.each([
      'SELECT * FROM loop(ringtrace.cdr_store) LIMIT 1',
      'SELECT * FROM loop(ringtrace.cdr) LIMIT 1',
      "SELECT * FROM merge('ringtrace', '.*')",
      "SELECT * FROM merge('.*', 'cdr_store')",
      "SELECT * FROM mergeTreeAnalyzeIndexes('ringtrace', 'cdr_store')",
      "SELECT * FROM mergeTreeProjection('ringtrace', 'cdr_store', '_minmax_count_projection')",
      'SELECT * FROM view(SELECT called_number FROM ringtrace.cdr_store)',
      "SELECT throwIf(count() = 0) FROM viewIfPermitted(SELECT called_number FROM ringtrace.cdr ELSE null('called_number UInt64'))",
      "SELECT * FROM cluster('default', 'ringtrace', 'cdr_store')",
      "SELECT * FROM executable('id', 'LineAsString', 'a String')",
      'SELECT (SELECT any(called_number) FROM ringtrace.cdr_store)',
      'SELECT 1 WHERE 17735550121 IN (SELECT called_number FROM ringtrace.cdr)',
      'SELECT 17735550121 IN ringtrace.cdr_store',
      "SELECT joinGet('ringtrace.cdr_store', 'called_number', 1)",
      'WITH x AS (SELECT * FROM ringtrace.cdr_store) SELECT count() FROM x',
      'DESCRIBE ringtrace.cdr_store',
      'SHOW CREATE TABLE ringtrace.cdr_store',
      'EXPLAIN SELECT count() FROM ringtrace.cdr_store',
      'CHECK TABLE ringtrace.cdr_store',
      'SELECT 1 FROM ringtrace_of_south.batches',
      'DESCRIBE ringtrace_of_south.batches',
    ])('a carrier and an analyst: %s', async (query) => {
      for (const user of ['anna', 'nils'])
        expect({ user, refused: (await ask(user, query)).code > 0 }).toEqual({ user, refused: true });
    });

    it.each(testReaders.map(({ name }) => name))('%s changes nothing', async (user) => {
      for (const statement of [
        'INSERT INTO ringtrace.cdr_store (carrier) VALUES (1)',
        'ALTER TABLE ringtrace.cdr_store DELETE WHERE 1',
        'DROP TABLE ringtrace.cdr_store',
        'DROP DATABASE ringtrace_masked',
        'SET readonly = 0',
        'SYSTEM SHUTDOWN',
        'CREATE USER u',
        'GRANT SELECT ON *.* TO anna',
        'EXECUTE AS ringtrace SELECT 1',
        "SELECT file('/etc/hostname')",
        'SELECT 1 SETTINGS max_memory_usage_for_user = 1000000000000',
      ]) {
        const { code } = await ask(user, statement);
        expect({ statement, refused: code > 0 }).toEqual({ statement, refused: true });
      }
    });

    it.each(['ringtrace_masked', 'ringtrace_of_south'])('a login as %s, which owns views', async (user) => {
      for (const key of ['', 'x']) expect((await ask(user, 'SELECT 1', { key })).code).toBe(516);
    });
  });

  describe('a called number', () => {
    it('stands in no row that an analyst can read', async () => {
      let withRows = 0;
      for (const { view } of maskedViews) {
        const rows = await answer('anna', `SELECT * FROM ${view} FORMAT JSONEachRow`);
        expect({ view, rows }).toMatchObject({ rows: expect.not.stringContaining(called.slice(1)) });
        if (rows !== '') withRows++;
      }
      expect(withRows).toBeGreaterThanOrEqual(14);
    });

    it('is text wherever an analyst sees a column of that name, and never as signalled', async () => {
      const columns = await answer(
        'anna',
        "SELECT DISTINCT name, type FROM system.columns WHERE name ILIKE '%called_number%' ORDER BY ALL",
      );
      expect(columns.split('\n')).toEqual(['called_number\tString', 'called_numbers\tUInt64']);
    });

    it.each(['ringtrace.cdr_store', 'ringtrace.cdr', 'cdr_store', 'cdr'])(
      'is not found by a filter on %s that the query brings',
      async (table) => {
        const other = filter(table).replaceAll(called, '17735550999');
        for (const settings of [other, `${other}, enable_analyzer = 0`])
          expect(await ask('anna', `SELECT count() FROM cdr ${settings}`)).not.toMatchObject({ text: '0' });
        expect(await ask('anna', `SELECT * FROM (SELECT count() FROM cdr ${other})`)).not.toMatchObject({
          text: '0',
        });
      },
    );
  });

  describe('rows of another carrier', () => {
    /** An error over a row of another carrier would show the row: ids of south are no numbers. */
    it.each([
      '',
      "short_circuit_function_evaluation = 'disable'",
      'apply_row_policy_after_final = 1',
      'apply_row_policy_after_final = 1, apply_prewhere_after_final = 0',
      'enable_multiple_prewhere_read_steps = 0',
      'optimize_move_to_prewhere_if_final = 1, apply_row_policy_after_final = 1',
      'optimize_move_to_prewhere = 0',
      'enable_analyzer = 0, apply_row_policy_after_final = 1',
      "additional_table_filters = {'ringtrace.cdr_store': 'toUInt8(call_id) > 0'}",
    ])('do not show in errors, with %s', async (settings) => {
      const tail = settings === '' ? '' : ` SETTINGS ${settings}`;
      expect(await answer('nils', `SELECT max(toUInt8(call_id)) FROM cdr${tail}`)).toBe('3');
      expect(await answer('nils', `SELECT count() FROM cdr WHERE toUInt8(call_id) >= 2${tail}`)).toBe('2');
      const { code, text } = await ask('sam', `SELECT max(toUInt8(call_id)) FROM cdr${tail}`);
      expect({ code, own: text.includes('south-') }).toEqual({ code: 6, own: true });
    });

    it('do not count in what the engine tells of tables', async () => {
      expect(await answer('nils', 'SHOW DATABASES')).toBe('ringtrace_of_north_2eone-1');
      expect(
        await answer(
          'nils',
          "SELECT DISTINCT database, total_rows FROM system.tables WHERE database != 'system' AND lower(database) != 'information_schema'",
        ),
      ).toBe('ringtrace_of_north_2eone-1\t\\N');
    });
  });

  describe('quotas', () => {
    it.each([
      ['anna', '20000'],
      ['sam', '1000'],
    ])('%s has %s queries an hour', async (user, queries) => {
      expect(await answer(user, 'SELECT max_queries FROM system.quota_usage')).toBe(queries);
    });
  });
}
