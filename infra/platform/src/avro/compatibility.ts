import type { Type } from 'avsc';
import { type AvroJson, isObject } from './canonical-form.ts';
import { avroType } from './type.ts';

/**
 * What stands between two versions of a schema that are to live side by side: each must read what the other writes
 * (new readers old data, readers of other teams that were not updated yet new data), and mean the same by it. Empty
 * where nothing does.
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

/** What a resolver doesn't mind: fields taken away, other defaults, microseconds for milliseconds. */
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
