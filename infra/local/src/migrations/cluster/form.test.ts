import { describe, expect, it } from 'vitest';
import { migrations } from '../files.ts';
import { clusterForm, clusterNames, reachingTables } from './form.ts';

describe('the form of a statement on a cluster', () => {
  it('of a sharded table is a table of each shard, on every replica', () => {
    expect(
      clusterForm(
        'CREATE TABLE IF NOT EXISTS cdr_store\n(\n  a UInt8\n)\nENGINE = ReplacingMergeTree(ver)\nORDER BY (a)',
        true,
      ),
    ).toEqual({
      shards: 'all',
      replicas: 'all',
      sql: "CREATE TABLE IF NOT EXISTS cdr_store_local\n(\n  a UInt8\n)\nENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', ver)\nORDER BY (a)",
    });
  });

  it('of any other table is on the first shard', () => {
    expect(
      clusterForm(
        'CREATE TABLE IF NOT EXISTS builds\n(\n  a UInt8\n)\nENGINE = MergeTree\nORDER BY (a)',
        true,
      ),
    ).toMatchObject({
      shards: 'first',
      sql: expect.stringContaining(
        "ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')",
      ),
    });
  });

  it('of a change is for one replica, which passes it on; without replication, for all', () => {
    const change = 'ALTER TABLE cdr_store\n  ADD COLUMN IF NOT EXISTS a UInt8';
    expect(clusterForm(change, true)).toMatchObject({ replicas: 'one', shards: 'all' });
    expect(clusterForm(change, false)).toMatchObject({
      replicas: 'all',
      sql: change.replace('cdr_store', 'cdr_store_local'),
    });
  });

  it('of a setting is for every replica: each has settings of its own', () => {
    expect(clusterForm('ALTER TABLE cdr_store MODIFY SETTING a = 1', true)).toEqual({
      shards: 'all',
      replicas: 'all',
      sql: 'ALTER TABLE cdr_store_local MODIFY SETTING a = 1',
    });
  });

  it('of a dropped table frees its path at once', () => {
    expect(clusterForm('DROP TABLE IF EXISTS judge_stage', true).sql).toBe(
      'DROP TABLE IF EXISTS judge_stage SYNC',
    );
    expect(clusterForm('DROP TABLE IF EXISTS x SETTINGS max_table_size_to_drop = 0', true).sql).toBe(
      'DROP TABLE IF EXISTS x SYNC SETTINGS max_table_size_to_drop = 0',
    );
    expect(clusterForm('DROP TABLE IF EXISTS judge_stage', false).sql).toBe(
      'DROP TABLE IF EXISTS judge_stage',
    );
  });

  it('of rows that are made of others is for one replica, which passes them on', () => {
    const sql = 'INSERT INTO builds SELECT * FROM builds';
    expect(clusterForm(sql, true)).toEqual({ shards: 'first', replicas: 'one', sql });
  });

  it('is there for every statement of every migration', () => {
    for (const { statements } of migrations)
      for (const statement of statements) expect(() => clusterForm(statement, true)).not.toThrow();
  });

  it('is refused where nobody has thought of one', () => {
    expect(() => clusterForm('OPTIMIZE TABLE builds', true)).toThrow('no form on a cluster: OPTIMIZE');
  });
});

it('nodes of other shards reach the tables of the first shard, and all nodes reach all rows of CDRs', () => {
  const cluster = clusterNames('ringtrace');
  const first = reachingTables('rt', cluster, true);
  const others = reachingTables('rt', cluster, false);
  expect(first).toEqual([
    'CREATE OR REPLACE TABLE cdr_store ENGINE = Distributed(ringtrace, rt, cdr_store_local, sipHash64(carrier, start_time, call_id))',
  ]);
  expect(others).toContain(
    'CREATE OR REPLACE TABLE builds ENGINE = Distributed(ringtrace_first, rt, builds)',
  );
  expect(others).toContain(first[0]);
});
