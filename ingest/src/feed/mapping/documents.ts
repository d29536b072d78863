import { FeedError, type FeedFormat, type FeedRecord } from '../format.ts';
import type { JsonText } from '../json-kept.ts';
import { readJsonRecords } from '../json-records.ts';
import { type CallTimes, createCallTimes, type WrittenCall } from './call-times.ts';
import { checkMapping } from './check-mapping.ts';
import { bare, type Lookup } from './expression.ts';
import { extended } from './extend.ts';
import type { Mapping } from './mapping.ts';
import { compileRecord, type RecordReader } from './record.ts';
import { orReason } from './refusal.ts';
import { zoneOf } from './zone.ts';

interface Document {
  readonly value: unknown;
  /** Its values are URL-encoded. */
  readonly encoded: boolean;
}

/** `callflow[-1].times.created_time`: keys, and places in arrays, from the end where negative. */
function stepsOf(path: string): (string | number)[] {
  return path
    .replace(/\[(-?\d+)\]/g, '.[$1')
    .split('.')
    .map((step) => (step.startsWith('[') ? Number(step.slice(1)) : step));
}

function valueAt(value: unknown, steps: readonly (string | number)[]): unknown {
  let at = value;
  for (const step of steps) {
    if (typeof at !== 'object' || at === null) return undefined;
    if (typeof step === 'number') at = Array.isArray(at) ? at.at(step) : undefined;
    else at = Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined;
  }
  return at;
}

/** Text of a value; '' for what is none, such as an object. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

const isEncoded = (text: string) => /%[0-9A-Fa-f]{2}/.test(text);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const lookup: Lookup<Document> = (path) => {
  const steps = stepsOf(bare(path));
  return ({ value, encoded }) => {
    const text = textOf(valueAt(value, steps));
    return encoded && text.includes('%') ? decoded(text) : text;
  };
};

function compiled(name: string, mapping: Mapping): RecordReader<Document> {
  const read = orReason(() => compileRecord(mapping, lookup));
  if (typeof read === 'string') throw new FeedError(`${name}: ${read}`);
  return read;
}

/** A format of JSON objects, see `readJsonRecords`. Throws FeedError where the mapping can't be followed. */
export function documentsFormat(name: string, mapping: Mapping): FeedFormat {
  const { list, encoded } = mapping.documents ?? {};
  const read = compiled(name, mapping);
  checkMapping(name, mapping);
  const encoding = encoded === undefined ? () => '' : lookup(encoded);

  function recordOf({ line, text, broken }: JsonText, times: (call: WrittenCall) => CallTimes): FeedRecord {
    if (broken !== undefined) return { line, reason: broken, text };
    const value = parsed(text);
    if (value === undefined) return { line, reason: 'is not JSON', text };
    const isUrlEncoded = isEncoded(encoding({ value, encoded: false }));
    const reading = orReason(() => read({ value, encoded: isUrlEncoded }, () => [text], times));
    return typeof reading === 'string' ? { line, reason: reading, text } : { line, ...reading };
  }

  return {
    name,
    needsTimezone: mapping.time?.zone === 'local',
    extend: (file) => documentsFormat(name, extended(name, mapping, file)),
    open(context) {
      const timezone = zoneOf(mapping, context);
      return {
        async *read(source) {
          const times = createCallTimes(timezone);
          for await (const texts of readJsonRecords(source, list)) {
            for (const text of texts) yield recordOf(text, times);
          }
        },
      };
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
