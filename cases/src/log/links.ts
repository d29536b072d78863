import type { EventRow } from './event-row.ts';

/** Fields by which one thing names another. The log finds things by them. */
const linkFields = [
  'case_id',
  'traceback_id',
  'request_id',
  'answer_id',
  'campaign_id',
  'candidate_id',
  'demand_id',
  'provider',
  'batch_id',
  /** Of kept bytes. */
  'sha256',
  'called_number',
] as const;
export type LinkField = (typeof linkFields)[number];

interface Link {
  readonly field: LinkField;
  readonly value: string;
}

/** Bytes that the log keeps. A manifest's hash is not among them: manifests lie in their packages. */
const keptBytes = /"(?:file_)?sha256":"([0-9a-f]{64})"/g;

/** SHA-256 of the kept bytes that an event names, wherever in its data. */
export const namedBytes = ({ data }: Pick<EventRow, 'data'>): string[] =>
  [...data.matchAll(keptBytes)].map(([, sha256 = '']) => sha256);

/** The things and the kept bytes that an event names. */
export function linksOf(row: Pick<EventRow, 'data'>): Link[] {
  const said: unknown = JSON.parse(row.data);
  if (typeof said !== 'object' || said === null) return [];
  const values = new Map<string, unknown>(Object.entries(said));
  const call = values.get('call');
  // Tracebacks of the same call are found by the number that it went to.
  if (typeof call === 'object' && call !== null && 'called_number' in call)
    values.set('called_number', String(call.called_number));
  const things = linkFields.flatMap((field): Link[] => {
    const value = field === 'sha256' ? '' : values.get(field);
    return typeof value === 'string' && value !== '' ? [{ field, value }] : [];
  });
  return [...things, ...namedBytes(row).map((value): Link => ({ field: 'sha256', value }))];
}
