import type { Config } from '@ringtrace/platform/config';

/** The console as a browser reaches it. */
export interface Place {
  /** Such as 'http://127.0.0.1:18088'. */
  readonly origin: string;
  /** The browser reaches it by TLS alone. */
  readonly secure: boolean;
  /** Name of the session's cookie. */
  readonly cookie: string;
}

type Settings = Pick<Config, 'RINGTRACE_CONSOLE_URL' | 'RINGTRACE_CONSOLE_HOST'>;

/**
 * Where the browser sent a request to; undefined where that is none of our addresses. A page of another site whose name leads to
 * our address (DNS rebinding) would otherwise count as our own page.
 */
export function placeOf(request: Request, settings: Settings): Place | undefined {
  const { host, hostname, port } = new URL(request.url);
  const { RINGTRACE_CONSOLE_URL: known } = settings;
  if (known !== undefined) {
    const { host: ours, origin, protocol } = new URL(known);
    const secure = protocol === 'https:';
    // A browser takes a cookie of this name from a page by TLS alone, and for this host alone.
    const cookie = secure ? '__Host-ringtrace' : 'ringtrace';
    return host === ours ? { origin, secure, cookie } : undefined;
  }
  if (!isLoopback(hostname) && hostname !== bracketed(settings.RINGTRACE_CONSOLE_HOST)) return undefined;
  // Cookies do not tell ports apart: two instances on one machine must not end each other's sessions.
  return { origin: `http://${host}`, secure: false, cookie: `ringtrace-${port === '' ? '80' : port}` };
}

const isLoopback = (hostname: string) =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host);
