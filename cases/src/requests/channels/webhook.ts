import { createHmac } from 'node:crypto';
import { visible } from '@ringtrace/platform/visible';
import { webhookFault } from '../../model/addresses.ts';
import { type Failed, withAttempts } from './attempts.ts';
import { type Channel, type Parcel, type Patience, type Sent, usualPatience } from './channel.ts';

/** How long an answer may take, ms. */
const patienceMs = 30_000;

/**
 * Value of the header `X-Ringtrace-Signature`: `t=<seconds since 1970>,v1=<hex>`. The receiver computes HMAC-SHA256 of
 * `<t>.<body>` with its secret, compares, and refuses an old time.
 */
function signatureOf(body: string, seconds: number, secret: string): string {
  const hmac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${hmac}`;
}

export interface WebhookOptions {
  /** Secret that a provider checks signatures with. */
  readonly secretOf: (provider: string) => string;
  /** ms since 1970. */
  readonly now: () => number;
  readonly patience?: Patience;
}

/**
 * Posts the JSON of a message to the provider's own URL. A status of 2xx is `delivered`. 408, 429, 5xx and failures of the
 * network are tried again. Everything else is `bounced`, and so is a redirect: only the URL that was agreed on is posted to.
 */
export const webhookChannel = ({ secretOf, now, patience = usualPatience }: WebhookOptions): Channel => ({
  async send(parcel, signal) {
    const wrong = webhookFault(parcel.address);
    if (wrong !== undefined) return bounced(wrong);
    return withAttempts(() => attempt(parcel, secretOf(parcel.provider), now(), signal), patience, signal);
  },
});

const bounced = (why: string): Sent => ({ outcome: 'bounced', why });

async function attempt(
  parcel: Parcel,
  secret: string,
  now: number,
  signal: AbortSignal,
): Promise<Sent | Failed> {
  let response: Response;
  try {
    response = await fetch(parcel.address, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'ringtrace',
        'X-Ringtrace-Message': parcel.id,
        'X-Ringtrace-Signature': signatureOf(parcel.forms.json, Math.floor(now / 1_000), secret),
      },
      body: parcel.forms.json,
    });
  } catch (error) {
    return { failed: `the webhook of '${visible(parcel.provider)}' can't be reached: ${reasonOf(error)}` };
  }
  // What the provider answers in words is not read: it may be without end.
  await response.body?.cancel().catch(() => {});
  return resultOf(response.status, parcel);
}

function resultOf(status: number, parcel: Parcel): Sent | Failed {
  if (status >= 200 && status < 300) return { outcome: 'delivered' };
  if (status >= 500 || status === 408 || status === 429)
    return { failed: `the webhook of '${visible(parcel.provider)}' answers with status ${status}` };
  if (status >= 300 && status < 400)
    return bounced(`the webhook answers with a redirect (${status}): describe the provider with the new URL`);
  return bounced(`the webhook refuses the request with status ${status}`);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return visible(cause instanceof Error ? cause.message || cause.name : String(cause));
}
