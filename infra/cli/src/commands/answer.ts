import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import type { AnswerContent } from '@ringtrace/cases/model/answer';
import { RefusedError } from '@ringtrace/cases/model/refused';
import { readAnswers } from '@ringtrace/cases/requests/answers/file';
import { amendAnswer, giveAnswer, keepFile, previewAnswer, type Saved } from '@ringtrace/cases/work/answers';
import type { Desk } from '@ringtrace/cases/work/desk';
import { find } from '@ringtrace/cases/work/find';
import { withEach } from '@ringtrace/cases/work/many';
import { whyUnreadable } from '@ringtrace/platform/unreadable';
import { visible } from '@ringtrace/platform/visible';
import { actorOf } from '../cases.ts';
import { contentFrom } from '../casework/answer-content.ts';
import { withDesk } from '../casework/desk.ts';
import { jsonOf, previewInJson, previewInWords, settledInWords } from '../casework/tell.ts';
import { command, UsageError } from '../command.ts';
import { print, printJson, say } from '../output.ts';
import { instant } from '../time.ts';
import { usage } from '../usage/answer.ts';
import type { OptionValues } from '../usage.ts';

type Options = OptionValues<typeof usage.options>;

export const answer = command(usage, async ({ request, kind }, options) => {
  if (options.file !== undefined) {
    if (request !== undefined) throw new UsageError('--file names its requests: leave the id out');
    return ofFile(options.file, options);
  }
  if (request === undefined) throw new UsageError('give the id of a request, or --file FILE');
  if (kind === undefined) throw new UsageError('KIND is missing: what did the provider answer?');
  return one(request, contentFrom(kind, options), options);
});

const receivedAt = ({ 'received-at': text }: Options): number | undefined =>
  text === undefined ? undefined : instant('received-at', text);

const notSaved = 'Nothing is saved. To save it, add --yes';

async function one(request_id: string, content: AnswerContent, options: Options): Promise<number> {
  const { seen, by = '', yes, amend, json } = options;
  const received_at = receivedAt(options);
  const done = await withDesk(async (desk) => {
    if (yes !== true) return { preview: await previewAnswer(desk, request_id, content) };
    const given = { content, by, way: 'command' as const, received_at, seen };
    if (amend !== true) return { saved: await giveAnswer(desk, actorOf(options), { ...given, request_id }) };
    const { answer_id } = desk.log.read((r) => find(r, 'request', request_id)).state;
    if (answer_id === '')
      throw new RefusedError(`request ${request_id} has no answer yet: leave --amend out`);
    return { saved: await amendAnswer(desk, actorOf(options), { ...given, answer_id }) };
  });
  if (done.preview !== undefined) {
    if (json) printJson({ ...previewInJson(done.preview), saved: false });
    else print(`${previewInWords(done.preview)}\n\n${notSaved}`);
  } else if (json) printJson(savedInJson(done.saved));
  else print(savedInWords(done.saved));
  return 0;
}

const savedInJson = (saved: Saved) => ({
  ...previewInJson(saved),
  saved: true,
  answer: jsonOf(saved.answer),
  traceback: jsonOf(saved.traceback),
  drafted: saved.drafted === undefined ? null : jsonOf(saved.drafted),
  closed: saved.closed.map(jsonOf),
});

const savedInWords = (saved: Saved) =>
  `${previewInWords(saved)}\n\nSaved as ${saved.answer.ref.id}.\n${settledInWords(saved)}`;

/** What became of one answer of a file. */
type Entry =
  | { readonly place: string; readonly request: string; readonly text: string; readonly json: object }
  | { readonly place: string; readonly request: string; readonly error: string };

async function ofFile(path: string, options: Options): Promise<number> {
  if (options.amend) throw new UsageError('--amend changes one answer: name its request');
  const received_at = receivedAt(options);
  const bytes = path === '-' ? await buffer(process.stdin) : bytesOf(path);
  const given = readAnswers(bytes, path);
  const entries = await withDesk((desk) => {
    const file = options.yes === true ? keepFile(desk, actorOf(options), bytes) : undefined;
    return withEach(desk, given, (many, each) => entryOf(many, each, { file, received_at }, options));
  });
  const failed = entries.flatMap((entry) => ('error' in entry ? [entry] : []));
  if (options.json)
    printJson(
      entries.map((entry) =>
        'error' in entry
          ? { place: entry.place, request: entry.request, saved: false, error: entry.error }
          : { place: entry.place, ...entry.json },
      ),
    );
  else {
    print(entries.flatMap((entry) => ('error' in entry ? [] : [entry.text])).join('\n\n'));
    if (options.yes !== true) print(`\n${notSaved}`);
  }
  for (const { place, request, error } of failed)
    say(`${visible(path)}, ${place}: ${visible(request)} was not taken: ${visible(error)}`);
  return failed.length > 0 ? 1 : 0;
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`${visible(path)} can't be read: ${whyUnreadable(error)}`);
  }
}

type Given = ReturnType<typeof readAnswers>[number];

/** How the answers came in. */
interface Came {
  /** SHA-256 of the kept file; undefined = the answers are looked at, and not saved. */
  readonly file: string | undefined;
  readonly received_at: number | undefined;
}

async function entryOf(
  desk: Desk,
  given: Given,
  { file, received_at }: Came,
  options: Options,
): Promise<Entry> {
  const { request_id, content, by, place, bytes } = given;
  const entry = { place, request: request_id };
  try {
    if (file === undefined) {
      const preview = await previewAnswer(desk, request_id, content);
      return { ...entry, text: previewInWords(preview), json: { ...previewInJson(preview), saved: false } };
    }
    const saved = await giveAnswer(desk, actorOf(options), {
      request_id,
      content,
      by: by || (options.by ?? ''),
      way: 'file',
      bytes,
      file,
      received_at,
    });
    return { ...entry, text: savedInWords(saved), json: savedInJson(saved) };
  } catch (error) {
    return { ...entry, error: error instanceof Error ? error.message : String(error) };
  }
}
