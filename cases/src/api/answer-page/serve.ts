import type { RequestMessage } from '@ringtrace/schemas/casework/request';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Temporal } from 'temporal-polyfill';
import { isTriedAgain } from '../../fold/request.ts';
import type { Standing } from '../../log/transaction.ts';
import { ref } from '../../model/ids.ts';
import { RefusedError } from '../../model/refused.ts';
import type { Request } from '../../model/request.ts';
import { searchOf } from '../../model/search.ts';
import { givenFrom } from '../../requests/answers/given.ts';
import type { Group } from '../../requests/group.ts';
import { LinkError, requestOfLink } from '../../requests/links.ts';
import { messageOf } from '../../requests/message.ts';
import { giveAnswer } from '../../work/answers.ts';
import type { Desk } from '../../work/desk.ts';
import { find, NoSuchError } from '../../work/find.ts';
import { acknowledgeRequest } from '../../work/requests.ts';
import { answerIn, type Typed, typedIn } from './form.ts';
import { checkPage, contentPolicy, formPage, plainPage, thanksPage } from './page.ts';

export interface AnswerPageOptions {
  readonly desk: Desk;
  /** The secret that signs links. */
  readonly secret: () => Uint8Array;
  readonly group: Group;
  /** Called after a change. */
  readonly changed: () => Promise<void>;
  /** Told of errors that are faults of Ringtrace. */
  readonly failed: (error: unknown) => void;
}

/** A form with every field full is smaller, in any script. */
const mostBytes = 256 * 1024;

const headers = {
  'cache-control': 'no-store',
  'content-security-policy': contentPolicy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;

type Status = 200 | 400 | 404 | 405 | 409 | 410 | 413 | 415 | 500;
const sent = (context: Context, page: string, status: Status = 200) => context.html(page, status, headers);

/** A page that ends the work on a request. */
class Stop extends Error {
  override name = 'Stop';
  readonly page: string;
  readonly status: Status;
  constructor(status: Status, title: string, words: string) {
    super(title);
    this.page = plainPage(title, words);
    this.status = status;
  }
}

/**
 * The page at which a provider answers its request: `/answer/TOKEN`. It works without scripts, and shows nothing but what the
 * request itself told. Opening it changes nothing, because mail systems open links too.
 */
export function answerPages(options: AnswerPageOptions): Hono {
  const { desk, changed, failed } = options;
  const app = new Hono();
  app.onError((error, context) => {
    const stop = stopFor(error);
    if (stop === undefined) failed(error);
    return stop === undefined
      ? sent(context, plainPage('Something failed', 'Nothing was saved. Please try again later.'), 500)
      : sent(context, stop.page, stop.status);
  });
  app.notFound((context) => {
    const stop = forged();
    return sent(context, stop.page, stop.status);
  });
  const path = '/answer/:token';
  app.get(path, (context) => {
    const asked = askedBy(context, options);
    return sent(context, formPage(toldOf(asked, options), startingWith(asked), new Map()));
  });
  const limit = bodyLimit({
    maxSize: mostBytes,
    onError: (context) =>
      sent(context, plainPage('The answer is too long', 'Nothing was saved. Please write less.'), 413),
  });
  app.post(path, limit, async (context) => {
    const asked = askedBy(context, options);
    const { bytes, form } = await formOf(context);
    const typed = typedIn(form);
    const told = toldOf(asked, options);
    const wanted = form.get('do');
    if (wanted === 'acknowledge') {
      acknowledge(desk, asked, typed);
      await changed();
      return sent(
        context,
        formPage({ ...told, acknowledged: true, canAcknowledge: false }, typed, new Map()),
      );
    }
    if (wanted === 'change') return sent(context, formPage(told, typed, new Map()));
    const { answer, wrong } = answerIn(typed, asked.ref.id, told.message.zone);
    if (wrong !== undefined) return sent(context, formPage(told, typed, wrong), 400);
    if (wanted !== 'send') return sent(context, checkPage(told.message, typed));
    await giveAnswer(desk, actorOf(asked), { ...givenFrom(answer, 'form'), way: 'link', bytes });
    await changed();
    return sent(context, thanksPage(asked.ref.id));
  });
  app.all(path, (context) => {
    context.header('allow', 'GET, POST');
    return sent(context, plainPage('This is a page', 'Open it in a browser.'), 405);
  });
  return app;
}

const forged = () =>
  new Stop(
    404,
    'This link is not known',
    'It is not one of ours: copy it whole, from the request that you got.',
  );

/** undefined = a fault of Ringtrace. What others did, and how commands are called, is not told to a provider. */
function stopFor(error: unknown): Stop | undefined {
  if (error instanceof Stop) return error;
  if (error instanceof NoSuchError) return forged();
  if (error instanceof LinkError)
    return error.why === 'forged'
      ? forged()
      : new Stop(
          410,
          error.why === 'used' ? 'This link was used' : 'This link is no longer good',
          `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`,
        );
  if (error instanceof RefusedError)
    return new Stop(
      409,
      'Nothing was saved',
      'The request has changed meanwhile. Please open the link again.',
    );
  return undefined;
}

type Asked = Standing<'request'>;

/** The request that a link is for. Throws LinkError, and Stop where it waits for no answer. */
function askedBy({ req }: Context, { desk, secret }: AnswerPageOptions): Asked {
  const token = req.param('token') ?? '';
  return desk.log.read((r) => {
    const id = requestOfLink(token, secret(), desk.now(), (request_id) => {
      const answer_id = r.load(ref('request', request_id))?.state.answer_id ?? '';
      return answer_id !== '' && r.events(ref('answer', answer_id))[0]?.data.way === 'link';
    });
    const asked = find(r, 'request', id);
    const stop = noAnswerTo(asked.state);
    if (stop !== undefined) throw stop;
    return asked;
  });
}

function noAnswerTo(request: Request): Stop | undefined {
  if (isTriedAgain(request)) return undefined;
  switch (request.status) {
    case 'withdrawn':
    case 'not_needed':
      return new Stop(
        410,
        'No answer is needed',
        'The traceback group needs no answer to this request any more.',
      );
    case 'answered':
    case 'answered_late':
      return new Stop(
        410,
        'This request is answered',
        'An answer came in by another way. To change it, write to the traceback group.',
      );
    case 'draft':
    case 'approved':
      return new Stop(404, 'This request is not out yet', 'Please open the link again later.');
    default:
      return undefined;
  }
}

/** The message that the provider got, with this request alone. */
function toldOf({ ref: { id }, state }: Asked, { desk, group }: AnswerPageOptions) {
  const nameOf = (provider: string) =>
    desk.log.read((r) => r.load(ref('provider', provider))?.state.name) || provider;
  const message: RequestMessage = messageOf({
    batch_id: state.batch_id,
    purpose: 'request',
    written_at: state.sent_at,
    from: group,
    to: { provider: state.provider, name: nameOf(state.provider) },
    zone: state.calendar?.zone ?? 'UTC',
    asked: [{ request_id: id, facts: state.facts, due_at: state.due_at, link: '' }],
    nameOf,
  });
  return {
    message,
    acknowledged: state.acknowledged_at > 0,
    canAcknowledge:
      (acknowledgeable.includes(state.status) || isTriedAgain(state)) && state.acknowledged_at === 0,
  };
}

/** The window that was asked for is where a search begins. */
function startingWith({ state }: Asked): Typed {
  const { from, to } = searchOf(state.facts);
  const zone = state.calendar?.zone ?? 'UTC';
  const local = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'second' });
  return new Map([
    ['no_record-searched-from', local(from)],
    ['no_record-searched-to', local(to)],
  ]);
}

async function formOf({ req }: Context): Promise<{ bytes: Uint8Array; form: URLSearchParams }> {
  const [type = ''] = (req.header('content-type') ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/x-www-form-urlencoded')
    throw new Stop(415, 'This is no form', 'Open the link in a browser, and fill in the form.');
  const bytes = new Uint8Array(await req.arrayBuffer());
  return { bytes, form: new URLSearchParams(new TextDecoder().decode(bytes)) };
}

/** Statuses in which it says something that the provider works on the request. */
const acknowledgeable: readonly Request['status'][] = ['sent', 'delivered', 'overdue'];

/** Who acts: somebody of the provider, by whom the link is held. */
const actorOf = ({ state }: Asked) => ({ name: `${state.provider} by link`, reason: '' });

/** Pressing the button twice is harmless. */
function acknowledge(desk: Desk, asked: Asked, typed: Typed): void {
  if (asked.state.acknowledged_at > 0) return;
  acknowledgeRequest(
    desk,
    actorOf(asked),
    { id: asked.ref.id },
    (typed.get('by') ?? '').trim().slice(0, 200),
  );
}
