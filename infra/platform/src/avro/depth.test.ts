import { cdrBatchAvro } from '@ringtrace/schemas/cdr';
import { describe, expect, it } from 'vitest';
import { compileReader, compileRecordReader } from './batch-reader.ts';
import { avroSchema } from './canonical-form.ts';
import { DecodeError } from './decode-error.ts';
import { isTooDeep } from './depth.ts';
import { parseSchema } from './schema-source.ts';

const nested = (depth: number) => `${'{"type":"array","items":'.repeat(depth)}"int"${'}'.repeat(depth)}`;

describe('the depth of a schema', () => {
  it('is that of its objects and lists, however wide it is', () => {
    expect(isTooDeep(JSON.parse(nested(100)))).toBe(false);
    expect(isTooDeep(JSON.parse(nested(101)))).toBe(true);
    expect(isTooDeep(Array.from({ length: 100_000 }, (_, i) => i))).toBe(false);
    expect([1, 'a', null, {}, []].some(isTooDeep)).toBe(false);
  });

  it.each([102, 100_000])('is refused in one line: %i levels', (depth) => {
    expect(() => parseSchema(nested(depth))).toThrow('the schema is nested too deeply');
    expect(() => parseSchema(`${'['.repeat(depth)}${']'.repeat(depth)}`)).toThrow(
      'the schema is nested too deeply',
    );
  });

  it('leaves the feed schema as it is', () => {
    expect(parseSchema(JSON.stringify(cdrBatchAvro))).toEqual(JSON.parse(JSON.stringify(cdrBatchAvro)));
  });
});

/** The feed schema with one more field after `records`. Named types nest: type n has a field of type n - 1. */
function withChain(length: number) {
  const types = Array.from({ length }, (_, i) => ({
    name: `f${i}`,
    type: { type: 'record', name: `T${i}`, fields: [{ name: 'x', type: i === 0 ? 'int' : `T${i - 1}` }] },
  }));
  return avroSchema.parse({ ...cdrBatchAvro, fields: [...cdrBatchAvro.fields, ...types] });
}

describe('named types in each other', () => {
  it('are read as deep as values may be', () => {
    expect(() => compileReader(withChain(60))).not.toThrow();
  });

  it('make an unknown schema, and no overflow, beyond that', () => {
    const schema = withChain(2_000);
    expect(isTooDeep(schema)).toBe(false);
    expect(() => compileReader(schema)).toThrow(DecodeError);
    expect(() => compileReader(schema)).toThrow('nested too deeply');
    // The records can be read as before.
    expect(() => compileRecordReader(schema)).not.toThrow();
  });
});
