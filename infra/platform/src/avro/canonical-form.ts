import { z } from 'zod';

/** An Avro schema as parsed JSON. */
export const avroSchema = z.json();
export type AvroJson = z.infer<typeof avroSchema>;

const primitives = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);
/** The attributes that decide how bytes are read, in the order of the canonical form. */
const kept = ['name', 'type', 'fields', 'symbols', 'items', 'values', 'size'] as const;
const named = new Set<unknown>(['record', 'error', 'enum', 'fixed']);

const fullName = (name: string, namespace: string) =>
  primitives.has(name) || name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;

export const isObject = (value: AvroJson): value is { [key: string]: AvroJson } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function field(value: AvroJson, namespace: string): AvroJson {
  if (!isObject(value)) throw new Error('a field of an Avro record must be an object');
  return { name: value['name'] ?? '', type: reduce(value['type'] ?? null, namespace) };
}

function attribute(key: (typeof kept)[number], value: AvroJson, namespace: string): AvroJson {
  if (key === 'fields' && Array.isArray(value)) return value.map((f) => field(f, namespace));
  if (key === 'items' || key === 'values') return reduce(value, namespace);
  return value;
}

function reduce(schema: AvroJson, outer: string): AvroJson {
  if (typeof schema === 'string') return fullName(schema, outer);
  if (Array.isArray(schema)) return schema.map((branch) => reduce(branch, outer));
  if (!isObject(schema)) throw new Error('an Avro schema must be a name, a list or an object');
  const { type, name } = schema;
  if (typeof type === 'string' && primitives.has(type)) return type;
  if (typeof type !== 'string') return reduce(type ?? null, outer);
  const own = typeof schema['namespace'] === 'string' ? schema['namespace'] : outer;
  const full = named.has(type) && typeof name === 'string' ? fullName(name, own) : undefined;
  const inner = full === undefined ? outer : full.slice(0, Math.max(0, full.lastIndexOf('.')));
  if (full === undefined && !['array', 'map'].includes(type)) return fullName(type, outer);
  const form: { [key: string]: AvroJson } = {};
  for (const key of kept) {
    const value = key === 'name' ? full : schema[key];
    if (value !== undefined) form[key] = attribute(key, value, inner);
  }
  return form;
}

/**
 * The Parsing Canonical Form of the Avro specification: a schema without all that does not affect how bytes are read.
 * Throws where it is no schema.
 */
export function canonicalForm(schema: AvroJson): string {
  return JSON.stringify(reduce(schema, ''));
}
