import { FeedError, type FeedFormat, type FeedRecord } from '../format.ts';
import type { JsonText } from '../json-kept.ts';
import { readJsonRecords } from '../json-records.ts';
import { tellJson, tellXml } from '../layout.ts';
import { readXmlRecords } from '../xml-records.ts';
import { xmlValue } from '../xml-value.ts';
import { type CallTimes, createCallTimes, type WrittenCall } from './call-times.ts';
import { checkMapping } from './check-mapping.ts';
import { extended } from './extend.ts';
import { bare, type Lookup } from './lookup.ts';
import type { Mapping } from './mapping.ts';
import { compileRecord, type RecordReader } from './record.ts';
import { orReason } from './refusal.ts';
import { zoneOf } from './zone.ts';

interface Document {
  readonly value: unknown;
  /** Its values are URL-encoded. */
  readonly encoded: boolean;
  /** One element is as good as a list of one. */
  readonly xml: boolean;
}

/** `callflow[-1].times.created_time`: keys, and places in arrays, from the end where negative. */
function stepsOf(path: string): (string | number)[] {
  return path
    .replace(/\[(-?\d+)\]/g, '.[$1')
    .split('.')
    .map((step) => (step.startsWith('[') ? Number(step.slice(1)) : step));
}

function valueAt(value: unknown, steps: readonly (string | number)[], xml: boolean): unknown {
  let at = value;
  for (const step of steps) {
    if (xml && typeof step === 'number' && !Array.isArray(at)) at = [at];
    else if (xml && typeof step === 'string' && Array.isArray(at)) at = at[0];
    if (typeof at !== 'object' || at === null) return undefined;
    if (typeof step === 'number') at = Array.isArray(at) ? at.at(step) : undefined;
    else at = Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined;
  }
  return at;
}

/** Text of a value; '' for what is none, such as an object. */
function textOf(value: unknown, xml: boolean): string {
  if (typeof value === 'string') return value;
  if (xml && Array.isArray(value)) return textOf(value[0], false);
  if (xml && typeof value === 'object' && value !== null) return textOf(Reflect.get(value, '#text'), false);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

const hasCodes = (text: string) => /%[0-9A-Fa-f]{2}/.test(text);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const lookup: Lookup<Document> = (path) => {
  const steps = stepsOf(bare(path));
  return ({ value, encoded, xml }) => {
    const text = textOf(valueAt(value, steps, xml), xml);
    return encoded && text.includes('%') ? decoded(text) : text;
  };
};

function compiled(name: string, mapping: Mapping): RecordReader<Document> {
  const read = orReason(() => compileRecord(mapping, lookup));
  if (typeof read === 'string') throw new FeedError(`${name}: ${read}`);
  return read;
}

/** How the documents of a file are written. */
interface Language {
  readonly xml: boolean;
  texts(source: AsyncIterable<Buffer>, file: string): AsyncIterable<JsonText[]>;
  parsed(text: string): { readonly value: unknown } | { readonly broken: string };
}

const exponent = /\d[eE][+-]?\d/;

/**
 * JSON whose numbers with an exponent stay as they are written. Parsed, `1.31256E+10` would be a whole telephone number
 * again, with zeros for the digits that a spreadsheet lost.
 */
function parsedJson(text: string): unknown {
  if (!exponent.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_, value: unknown, ...context: unknown[]) =>
    typeof value === 'number' ? (asWritten(context[0]) ?? value) : value,
  );
}

/** Of a number with an exponent, from what `JSON.parse` tells beside its value. */
function asWritten(context: unknown): string | undefined {
  if (typeof context !== 'object' || context === null || !('source' in context)) return undefined;
  const { source } = context;
  return typeof source === 'string' && exponent.test(source) ? source : undefined;
}

const json = (name: string, list: string | undefined): Language => ({
  xml: false,
  async *texts(source, file) {
    yield* readJsonRecords(await tellJson(source, file, name), list);
  },
  parsed(text) {
    try {
      return { value: parsedJson(text) };
    } catch {
      return { broken: 'is not JSON' };
    }
  },
});

const xml = (name: string, element: string): Language => ({
  xml: true,
  async *texts(source, file) {
    yield* readXmlRecords(await tellXml(source, file, name), element, file);
  },
  parsed: xmlValue,
});

function languageOf(name: string, { list, xml: element }: NonNullable<Mapping['documents']>): Language {
  if (element === undefined) return json(name, list);
  if (list !== undefined)
    throw new FeedError(`${name}: 'list' is for JSON; 'xml' finds its elements anywhere`);
  return xml(name, element);
}

/**
 * A format of JSON objects, see `readJsonRecords`, or XML elements, see `readXmlRecords`. Throws FeedError where the
 * mapping can't be followed.
 */
export function documentsFormat(name: string, mapping: Mapping): FeedFormat {
  const { documents = {} } = mapping;
  const language = languageOf(name, documents);
  checkMapping(name, mapping);
  const read = compiled(name, mapping);
  const isEncoded = encodingOf(documents.encoded);

  function recordOf({ line, text, broken }: JsonText, times: (call: WrittenCall) => CallTimes): FeedRecord {
    if (broken !== undefined) return { line, reason: broken, text };
    const document = language.parsed(text);
    if ('broken' in document) return { line, reason: document.broken, text };
    const plain = { value: document.value, encoded: false, xml: language.xml };
    // Blanks between elements are no part of what an XML record says.
    const hashed = () => [language.xml ? JSON.stringify(document.value) : text];
    const reading = orReason(() => read({ ...plain, encoded: isEncoded(plain) }, hashed, times));
    return typeof reading === 'string' ? { line, reason: reading, text } : { line, ...reading };
  }

  return {
    name,
    needsTimezone: mapping.time?.zone === 'local',
    extend: (file) => documentsFormat(name, extended(name, mapping, file)),
    open(context) {
      const timezone = zoneOf(mapping, context);
      return {
        async *read(source, file) {
          const times = createCallTimes(timezone);
          for await (const texts of language.texts(source, file)) {
            for (const text of texts) yield recordOf(text, times);
          }
        },
      };
    },
  };
}

function encodingOf(encoded: string | true | undefined): (document: Document) => boolean {
  if (typeof encoded !== 'string') return () => encoded === true;
  const sample = lookup(encoded);
  return (document) => hasCodes(sample(document));
}
