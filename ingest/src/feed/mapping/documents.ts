import { FeedError, type FeedFormat, type FeedRecord } from '../format.ts';
import type { JsonText } from '../json-kept.ts';
import { readJsonRecords } from '../json-records.ts';
import { createCallTimes } from './call-times.ts';
import { bare, type Lookup } from './expression.ts';
import { extended } from './extend.ts';
import type { DocumentsMapping, Mapping } from './mapping.ts';
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
    else at = Object.hasOwn(at, step) ? Object.getOwnPropertyDescriptor(at, step)?.value : undefined;
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
export function documentsFormat(name: string, mapping: Mapping, documents: DocumentsMapping): FeedFormat {
  const read = compiled(name, mapping);
  const encoding = documents.encoded === undefined ? () => '' : lookup(documents.encoded);

  return {
    name,
    needsTimezone: mapping.time?.zone === 'local',
    extend(file) {
      const merged = extended(name, mapping, file);
      return documentsFormat(name, merged, merged.documents ?? documents);
    },
    open(context) {
      const timezone = zoneOf(mapping, context);
      createCallTimes(timezone);
      return {
        async *read(source) {
          const times = createCallTimes(timezone);
          for await (const texts of readJsonRecords(source, documents.list)) {
            for (const text of texts) yield recordOf(text);
          }

          function recordOf({ line, text, broken }: JsonText): FeedRecord {
            if (broken !== undefined) return { line, reason: broken, text };
            const value = parsed(text);
            if (value === undefined) return { line, reason: 'is not JSON', text };
            const plain = { value, encoded: false };
            const document = isEncoded(encoding(plain)) ? { value, encoded: true } : plain;
            const reading = orReason(() => read(document, () => [text], times));
            return typeof reading === 'string' ? { line, reason: reading, text } : { line, ...reading };
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
