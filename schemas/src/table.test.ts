import { describe, expect, it } from 'vitest';
import { keyword, uint64 } from './columns.ts';
import { defineTable, tableDdl, viewDdl } from './table.ts';

describe('one definition of a table', () => {
  it('gives its DDL: codecs, comments, keys', () => {
    const table = defineTable({
      name: 'calls',
      comment: "what's in it",
      columns: {
        carrier: keyword(),
        n: uint64({ codec: 'T64, ZSTD(1)', comment: 'how many', fallback: '0' }),
      },
      engine: 'ReplacingMergeTree(n)',
      partitionBy: 'n % 2',
      orderBy: ['carrier'],
      settings: { index_granularity: 1024 },
    });
    expect(tableDdl(table)).toBe(
      [
        'CREATE TABLE IF NOT EXISTS calls',
        '(',
        '  carrier LowCardinality(String),',
        "  n UInt64 DEFAULT 0 COMMENT 'how many' CODEC(T64, ZSTD(1))",
        ')',
        'ENGINE = ReplacingMergeTree(n)',
        'PARTITION BY n % 2',
        'ORDER BY (carrier)',
        'SETTINGS index_granularity = 1024',
        "COMMENT 'what\\'s in it'",
      ].join('\n'),
    );
  });

  it('gives a view its comment', () => {
    expect(viewDdl({ name: 'v', comment: 'read me', select: 'SELECT 1' })).toBe(
      "CREATE OR REPLACE VIEW v AS\nSELECT 1\nCOMMENT 'read me'",
    );
  });
});
