import type { CaseLog } from '../log/log.ts';
import type { Dossier, Thing } from './dossier.ts';
import type { NewFolder } from './folder.ts';
import { type Redactor, redacted } from './numbers.ts';
import { shownExchanges, type View } from './shown.ts';

interface KeptBytes {
  readonly path: string;
  readonly sha256: string;
}

const suffixes = { text: 'txt', json: 'json', html: 'html' } as const;

/** Bytes of a request's forms and reminders, in the order in which they were sent. */
const sentBytes = ({ id, events }: Thing<'request'>): KeptBytes[] =>
  events.flatMap((event) => {
    if (event.type !== 'request_sent' && event.type !== 'request_reminder_written') return [];
    const name = `requests/${id}-${event.version}${event.type === 'request_sent' ? '' : '-reminder'}`;
    return event.data.bytes.map(({ form, sha256 }) => ({ path: `${name}.${suffixes[form]}`, sha256 }));
  });

const givenBytes = ({ id, events }: Thing<'answer'>): KeptBytes[] =>
  events.flatMap(({ version, data }) =>
    data.sha256 === '' ? [] : [{ path: `answers/${id}-${version}`, sha256: data.sha256 }],
  );

/** A request as the log has it, without its bytes. */
function requestRecord({ id, state }: Thing<'request'>, own: boolean, files: readonly KeptBytes[]) {
  const { facts, batch_id: _, position: __, bytes: ___, ...rest } = state;
  const isTold = !own || state.sent_at > 0;
  return { request_id: id, ...rest, ...(isTold ? { facts } : {}), bytes_in: files };
}

function answerRecord({ id, state }: Thing<'answer'>, own: boolean, files: readonly KeptBytes[]) {
  const { check, sha256: _, ...rest } = state;
  return { answer_id: id, ...rest, ...(own ? {} : { check }), bytes_in: files };
}

/**
 * Writes requests, answers and actions: a record of each, and the bytes as they went out and came in. Returns a line for each of
 * the bytes that are withheld, since a message may carry requests of several cases, or requests outside a scope.
 */
export async function addExchanges(
  folder: NewFolder,
  log: CaseLog,
  dossier: Dossier,
  view: View,
  redact: Redactor | undefined,
): Promise<string[]> {
  const { disclosure } = view;
  const own = disclosure.exchanges === 'own';
  const { requests, answers, actions } = shownExchanges(dossier, view);
  const withheld: string[] = [];
  const show = (value: unknown) => redacted(value, { redact, digests: disclosure.bytes });

  const shown = new Set([...requests, ...answers].map(({ id }) => id));
  const isCovered = (sha256: string) => dossier.about.get(sha256)?.every((id) => shown.has(id)) === true;

  /** Those of the bytes that may be shown, written. */
  async function keep(files: readonly KeptBytes[]) {
    const kept: KeptBytes[] = [];
    for (const file of disclosure.bytes ? files : []) {
      const bytes = log.bytes(file.sha256);
      if (bytes === undefined)
        throw new Error(`the log has lost the bytes ${file.sha256}: run 'ringtrace audit verify'`);
      if (!own && !isCovered(file.sha256)) {
        withheld.push(
          `${file.path}: the same message is also about what this package does not cover (SHA-256 ${file.sha256})`,
        );
        continue;
      }
      await folder.add(file.path, bytes);
      kept.push(file);
    }
    return kept;
  }

  for (const request of requests) {
    const files = await keep(sentBytes(request));
    await folder.addJson(`requests/${request.id}.record.json`, show(requestRecord(request, own, files)));
  }
  for (const answer of answers) {
    const files = await keep(givenBytes(answer));
    await folder.addJson(`answers/${answer.id}.record.json`, show(answerRecord(answer, own, files)));
  }
  if (actions.length > 0)
    await folder.addJson(
      'actions.json',
      actions.map(({ id, state }) => show({ action_id: id, ...state })),
    );
  return withheld;
}
