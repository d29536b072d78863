import { existsSync } from 'node:fs';
import { FeedError, type FeedFormat } from './format.ts';
import { acme } from './formats/acme.ts';
import { asteriskCsv } from './formats/asterisk-csv.ts';
import { broadworks } from './formats/broadworks.ts';
import { csv } from './formats/csv.ts';
import { cucm } from './formats/cucm.ts';
import { freeswitchCsv } from './formats/freeswitch-csv.ts';
import { freeswitchJson, freeswitchXml } from './formats/freeswitch-json.ts';
import { jsonl } from './formats/jsonl.ts';
import { opensipsFlatstore } from './formats/opensips-flatstore.ts';
import { twilio } from './formats/twilio.ts';
import { loadMapping } from './mapping/load.ts';

/** The built-in formats of `ringtrace feed`. */
export const formats: readonly FeedFormat[] = [
  jsonl,
  csv,
  asteriskCsv,
  freeswitchJson,
  freeswitchXml,
  freeswitchCsv,
  cucm,
  acme,
  opensipsFlatstore,
  broadworks,
  twilio,
];

/**
 * The built-in format of that name, or the format that a mapping file describes. Throws FeedError, which lists the
 * formats.
 */
export function formatNamed(name: string): FeedFormat {
  const format = formats.find((f) => f.name === name);
  if (format !== undefined) return format;
  if (/[./]/.test(name) || existsSync(name)) return loadMapping(name, builtIn);
  return builtIn(name);
}

function builtIn(name: string): FeedFormat {
  const format = formats.find((f) => f.name === name);
  if (format !== undefined) return format;
  const names = formats.map((f) => f.name).join(', ');
  throw new FeedError(`unknown format '${name}': use one of ${names}, or a mapping file's path`);
}
