import { describe, expect, it } from 'vitest';
import { type AvroJson, avroSchema, canonicalForm } from './canonical-form.ts';
import { crc64Avro, fingerprintOf } from './fingerprint.ts';

// Vectors of the Avro project: share/test/data/schema-tests.txt.
const vectors: [AvroJson, string, bigint][] = [
  ['null', '"null"', 7195948357588979594n],
  [{ type: 'boolean' }, '"boolean"', -6970731678124411036n],
  ['int', '"int"', 8247732601305521295n],
  ['long', '"long"', -3434872931120570953n],
  ['string', '"string"', -8142146995180207161n],
  [['int', { type: 'boolean' }], '["int","boolean"]', 5392556393470105090n],
  [
    { fields: [], type: 'record', name: 'foo', namespace: 'x.y' },
    '{"name":"x.y.foo","type":"record","fields":[]}',
    5916914534497305771n,
  ],
  [
    { fields: [], type: 'record', name: 'a.b.foo', namespace: 'x.y' },
    '{"name":"a.b.foo","type":"record","fields":[]}',
    -4616218487480524110n,
  ],
  [
    {
      fields: [
        { type: 'boolean', aliases: [], name: 'f1', default: 'true' },
        { order: 'descending', name: 'f2', doc: 'Hello', type: 'int' },
      ],
      type: 'record',
      name: 'foo',
    },
    '{"name":"foo","type":"record","fields":[{"name":"f1","type":"boolean"},{"name":"f2","type":"int"}]}',
    -4860222112080293046n,
  ],
  [
    { namespace: 'x.y.z', type: 'enum', name: 'foo', doc: 'foo bar', symbols: ['A1', 'A2'] },
    '{"name":"x.y.z.foo","type":"enum","symbols":["A1","A2"]}',
    -4448647247586288245n,
  ],
  [
    { namespace: 'x.y.z', type: 'fixed', name: 'foo', doc: 'foo bar', size: 32 },
    '{"name":"x.y.z.foo","type":"fixed","size":32}',
    -3064184465700546786n,
  ],
  [{ items: { type: 'null' }, type: 'array' }, '{"type":"array","items":"null"}', -589620603366471059n],
  [{ values: 'string', type: 'map' }, '{"type":"map","values":"string"}', -8732877298790414990n],
  [
    {
      name: 'PigValue',
      type: 'record',
      fields: [{ name: 'value', type: ['null', 'int', 'long', 'PigValue'] }],
    },
    '{"name":"PigValue","type":"record","fields":[{"name":"value","type":["null","int","long","PigValue"]}]}',
    -1759257747318642341n,
  ],
];

describe('schema fingerprints', () => {
  it.each(vectors)('%j', (schema, canonical, fingerprint) => {
    expect(canonicalForm(schema)).toBe(canonical);
    expect(BigInt.asIntN(64, crc64Avro(Buffer.from(canonical)))).toBe(fingerprint);
  });

  it('leave out documentation and logical types, and carry the namespace to what is inside', () => {
    const inner = {
      type: 'record',
      name: 'Inner',
      fields: [{ name: 't', type: { type: 'long', logicalType: 'timestamp-millis' } }],
    };
    const outer = avroSchema.parse({
      type: 'record',
      name: 'Outer',
      namespace: 'n',
      doc: 'x',
      fields: [
        { name: 'a', type: { type: 'array', items: inner } },
        { name: 'b', type: 'Inner' },
      ],
    });
    expect(canonicalForm(outer)).toBe(
      '{"name":"n.Outer","type":"record","fields":[{"name":"a","type":{"type":"array","items":{"name":"n.Inner","type":"record","fields":[{"name":"t","type":"long"}]}}},{"name":"b","type":"n.Inner"}]}',
    );
    expect(fingerprintOf(outer)).toMatch(/^[0-9a-f]{16}$/);
  });
});
