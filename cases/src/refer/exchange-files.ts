import type { CaseLog } from '../log/log.ts';
import { withoutTokens } from '../requests/links.ts';
import { type About, aboutBytes, type Dossier, type Thing } from './dossier.ts';
import type { NewFolder } from './folder.ts';
import { type Redactor, redacted } from './numbers.ts';
import { shownExchanges } from './shown.ts';
import { namesOthers, shownCheck, shownFacts } from './shown-data.ts';
import type { View } from './view.ts';

interface KeptBytes {
  readonly path: string;
  readonly sha256: string;
}

const suffixes = { text: 'txt', json: 'json', html: 'html' } as const;

const linkWithheld =
  'the secret part of its links, by which anybody could answer; the record beside it has the SHA-256 with the links';

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
function requestRecord({ id, state }: Thing<'request'>, view: View, files: readonly KeptBytes[]) {
  const { facts, batch_id: _, position: __, bytes: ___, ...rest } = state;
  const isTold = view.disclosure.exchanges !== 'own' || state.sent_at > 0;
  return { request_id: id, ...rest, ...(isTold ? { facts: shownFacts(facts, view) } : {}), bytes_in: files };
}

function answerRecord({ id, state }: Thing<'answer'>, view: View, files: readonly KeptBytes[]) {
  const { check, sha256: _, file_sha256: __, ...rest } = state;
  const isChecked = view.disclosure.exchanges !== 'own';
  return {
    answer_id: id,
    ...rest,
    ...(isChecked ? { check: shownCheck(check, view) } : {}),
    bytes_in: files,
  };
}

function actionRecord({ id, state }: Thing<'action'>, { disclosure }: View) {
  const { detail, ...rest } = state;
  return { action_id: id, ...rest, ...(disclosure.texts ? { detail } : {}) };
}

/**
 * Writes requests, answers and actions: a record of each, and the bytes as they went out and came in. Returns a line for each of
 * the bytes that are withheld, since a message may carry requests of several cases or outside a scope, and a file the answers of
 * several providers.
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
  const show = (value: unknown) =>
    redacted(value, { redact, digests: disclosure.bytes, masks: disclosure.calledNumbers !== 'full' });

  /** Requests and answers whose bytes name nobody outside of the scope. */
  const shown = new Set([...requests, ...answers].map(({ id }) => id));
  for (const { id, state } of requests) if (namesOthers(state.facts, view)) shown.delete(id);
  const isCovered = (sha256: string) => {
    const about = aboutBytes(log, sha256);
    // A provider has its own messages already, also where they are about other cases.
    const covers = ({ id, provider }: About) => shown.has(id) || (own && view.own.includes(provider));
    return about.length > 0 && about.every(covers);
  };

  /** Those of the bytes that may be shown, written. */
  async function keep(files: readonly KeptBytes[]) {
    const kept: KeptBytes[] = [];
    for (const file of disclosure.bytes ? files : []) {
      const bytes = log.bytes(file.sha256);
      if (bytes === undefined)
        throw new Error(`the log has lost the bytes ${file.sha256}: run 'ringtrace audit verify'`);
      if (!isCovered(file.sha256)) {
        withheld.push(
          `${file.path}: the same message is also about what this package does not cover (SHA-256 ${file.sha256})`,
        );
        continue;
      }
      const told = withoutTokens(bytes);
      if (told !== bytes) withheld.push(`${file.path}: ${linkWithheld}`);
      await folder.add(file.path, told);
      kept.push(file);
    }
    return kept;
  }

  for (const request of requests) {
    const files = await keep(sentBytes(request));
    await folder.addJson(`requests/${request.id}.record.json`, show(requestRecord(request, view, files)));
  }
  for (const answer of answers) {
    const files = await keep(givenBytes(answer));
    await folder.addJson(`answers/${answer.id}.record.json`, show(answerRecord(answer, view, files)));
  }
  if (actions.length > 0)
    await folder.addJson(
      'actions.json',
      actions.map((action) => show(actionRecord(action, view))),
    );
  return withheld;
}
