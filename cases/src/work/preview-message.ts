import type { Standing } from '../log/transaction.ts';
import { RefusedError } from '../model/refused.ts';
import type { Desk } from './desk.ts';
import { find } from './find.ts';
import { identityOf } from './identity.ts';
import type { Composed } from './sender.ts';
import { outgoingOf } from './sending.ts';

/** A message as it would be written now. Nothing of it is kept, and nothing goes out. */
export interface Preview {
  readonly composed: Composed;
  /** All requests of the message, the one that was asked for among them. */
  readonly requests: readonly Standing<'request'>[];
}

const notOut: ReadonlySet<string> = new Set(['draft', 'approved', 'bounced']);

/**
 * The message in which a request would go out now: together with the approved requests to the same provider, because one message has them
 * all. Id, date, due times and links are those of this moment. Throws NoSuchError; RefusedError where the request is out or over, or where
 * the message can't be written.
 */
export async function previewMessage(desk: Desk, request_id: string): Promise<Preview> {
  const reference = await desk.records.providerNames();
  const { provider, requests, idOf } = desk.log.read((r) => {
    const request = find(r, 'request', request_id);
    const { status } = request.state;
    if (!notOut.has(status))
      throw new RefusedError(
        `request ${request_id} is ${status.replaceAll('_', ' ')}: nothing more goes out for it, and its letters show what did`,
      );
    const toName = identityOf(r, reference);
    const to = toName(request.state.provider);
    const others = r
      .withStatus('request', 'approved')
      .filter(({ ref: { id }, state }) => id !== request_id && toName(state.provider) === to);
    return { provider: to, requests: [request, ...others], idOf: toName };
  });
  const outgoing = outgoingOf(desk, {
    provider,
    requests,
    idOf,
    reference,
    purpose: 'request',
    due: undefined,
  });
  try {
    return { composed: await desk.sender.compose(outgoing), requests };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RefusedError(`the message to ${provider} can't be written: ${why}`);
  }
}
