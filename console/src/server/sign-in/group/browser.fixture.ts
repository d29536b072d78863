import type { Respond } from '@ringtrace/cases/api/serve-http';

/** A browser without a screen: it keeps cookies by origin, and goes from page to page. One origin is answered by `ours`. */
export function browserOf(origin: string, ours: Respond) {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (at: string) => {
    const jar = jars.get(at) ?? new Map<string, string>();
    jars.set(at, jar);
    return jar;
  };

  /** One request, without following where it leads. */
  async function send(to: URL, init: RequestInit = {}): Promise<Response> {
    const jar = jarOf(to.origin);
    const request = new Request(to, { ...init, redirect: 'manual' });
    if (jar.size > 0)
      request.headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await (to.origin === origin ? ours(request) : fetch(request));
    for (const one of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(one)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirects until a page is there. */
  async function open(path: string | URL, init: RequestInit = {}): Promise<{ at: URL; response: Response }> {
    let at = new URL(path, origin);
    let response = await send(at, init);
    for (let i = 0; i < 10 && response.status >= 300 && response.status < 400; i += 1) {
      at = new URL(response.headers.get('location') ?? '', at);
      response = await send(at);
    }
    return { at, response };
  }

  return { open, send, jarOf };
}
