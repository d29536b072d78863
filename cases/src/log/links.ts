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
  'called_number',
] as const;
export type LinkField = (typeof linkFields)[number];

interface Link {
  readonly field: LinkField;
  readonly value: string;
}

/** The things that an event names. */
export function linksOf({ data }: Pick<EventRow, 'data'>): Link[] {
  const said: unknown = JSON.parse(data);
  if (typeof said !== 'object' || said === null) return [];
  const values = new Map<string, unknown>(Object.entries(said));
  const call = values.get('call');
  // Tracebacks of the same call are found by the number that it went to.
  if (typeof call === 'object' && call !== null && 'called_number' in call)
    values.set('called_number', String(call.called_number));
  return linkFields.flatMap((field) => {
    const value = values.get(field);
    return typeof value === 'string' && value !== '' ? [{ field, value }] : [];
  });
}
