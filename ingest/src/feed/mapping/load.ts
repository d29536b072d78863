import { readFileSync } from 'node:fs';
import { whyUnreadable } from '@ringtrace/platform/unreadable';
import { z } from 'zod';
import { FeedError, type FeedFormat } from '../format.ts';
import { documentsFormat } from './documents.ts';
import { issueInWords } from './issues.ts';
import { keysAt, type Mapping, mappingSchema } from './mapping.ts';
import { providerFault } from './provider-ids.ts';
import { rowsFormat } from './rows.ts';
import { zoneOf } from './zone.ts';

const text = z.string().transform((json, context) => {
  try {
    const value: unknown = JSON.parse(json);
    return value;
  } catch (error) {
    context.addIssue(`is not JSON: ${error instanceof Error ? error.message : error}`);
    return z.NEVER;
  }
});
const file = text.pipe(mappingSchema).superRefine((mapping, context) => {
  const fault = providerFault(mapping);
  if (fault) context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message });
});

/** The format that a mapping describes. Throws FeedError where the mapping contradicts itself. */
export function mappedFormat(name: string, mapping: Mapping): FeedFormat {
  const { rows, documents } = mapping;
  if (documents === undefined) return rowsFormat(name, mapping);
  if (rows === undefined) return documentsFormat(name, mapping);
  throw new FeedError(`${name}: use either 'rows' or 'documents', not both`);
}

/**
 * The format that a mapping file describes, see docs/feeds.md. Throws FeedError where the file can't be read or
 * contradicts itself. The error names the file and the key.
 * @param builtIn gives the format that the file extends.
 */
export function loadMapping(path: string, builtIn: (name: string) => FeedFormat): FeedFormat {
  const mapping = parse(path);
  try {
    zoneOf(mapping, { timezone: undefined });
    if (mapping.extends === undefined) return mappedFormat(path, mapping);
    const { name, extend } = builtIn(mapping.extends);
    if (extend === undefined) throw new FeedError(`${name} is the same everywhere and can't be extended`);
    return { ...extend(mapping), name: path };
  } catch (error) {
    if (!(error instanceof FeedError) || error.message.startsWith(`${path}: `)) throw error;
    throw new FeedError(`${path}: ${error.message}`);
  }
}

function parse(path: string): Mapping {
  const parsed = file.safeParse(read(path));
  if (parsed.success) return parsed.data;
  throw new FeedError(`${path}: ${issueInWords(parsed.error.issues, keysAt)}`);
}

function read(path: string): string {
  try {
    // Editors on Windows write a byte-order mark first.
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new FeedError(`can't read the mapping file ${path}: ${whyUnreadable(error)}`);
  }
}
