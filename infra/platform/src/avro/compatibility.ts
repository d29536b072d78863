import type { Type } from 'avsc';
import { type AvroJson, isObject } from './canonical-form.ts';
import { avroType } from './type.ts';

/**
 * Why two versions of a schema can't be used side by side; empty where they can. Each version must be able to read what
 * the other writes, and fields must keep their meaning. New readers get old data, and readers that other teams have not
 * updated yet get new data.
 */
export function incompatibilities(older: AvroJson, newer: AvroJson): string[] {
  const [before, after] = [avroType(older), avroType(newer)];
  return [
    ...unreadable(before, after, 'the newer version reads the older'),
    ...unreadable(after, before, 'the older version reads the newer'),
    ...changedMeanings(older, newer),
  ];
}

function unreadable(writer: Type, reader: Type, what: string): string[] {
  try {
    reader.createResolver(writer, { ignoreNamespaces: true });
    return [];
  } catch (error) {
    return [`not true that ${what}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/**
 * Changes that Avro's schema resolution accepts, but that change a meaning: a removed field, another default,
 * microseconds for milliseconds.
 */
function changedMeanings(older: AvroJson, newer: AvroJson): string[] {
  const now = new Map(meanings(newer, ''));
  return [...meanings(older, '')]
    .filter(([what, was]) => now.get(what) !== was)
    .map(([what, was]) => `${what} was ${was} and is ${now.get(what) ?? 'gone'}`);
}

function* meanings(schema: AvroJson, path: string): Generator<[what: string, value: string]> {
  if (Array.isArray(schema)) {
    for (const branch of schema) yield* meanings(branch, path);
  } else if (isObject(schema)) {
    const { type, logicalType, fields, items } = schema;
    if (typeof logicalType === 'string') yield [`the logical type of ${path}`, logicalType];
    if (Array.isArray(fields)) for (const field of fields) yield* meaningsOfField(field, path);
    if (items !== undefined) yield* meanings(items, path);
    if (type !== undefined && typeof type !== 'string') yield* meanings(type, path);
  }
}

function* meaningsOfField(field: AvroJson, path: string): Generator<[what: string, value: string]> {
  if (!isObject(field)) return;
  const own = `${path}.${field['name']}`.replace(/^\./, '');
  yield [`the field ${own}`, 'there'];
  if (field['default'] !== undefined) yield [`the default of ${own}`, JSON.stringify(field['default'])];
  yield* meanings(field['type'] ?? null, own);
}
