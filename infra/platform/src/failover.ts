/** Codes of errors that come before a request was sent: it can be sent elsewhere without being done twice. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNABORTED',
]);
/** Codes of errors that leave open whether the request was done. */
const brokenOff = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Whether a request may be done again of which nobody knows whether it was done. */
export type Repeat = 'be done twice' | 'be done once';

/** Servers that hold the same data, of which one is used at a time. */
export interface Failover<S> {
  /** The one in use. */
  readonly current: S;
  readonly all: readonly S[];
  /**
   * Sends a request to the server in use. Where this server can't be reached, the next one is used from then on. A request that
   * was never sent goes to that next server at once, as does a request that may be done twice. For any other broken-off request the error is
   * thrown. Throws the last error where no server can be reached.
   */
  send<T>(request: (server: S) => Promise<T>, may: Repeat): Promise<T>;
}

export function failover<S>(servers: readonly [S, ...S[]]): Failover<S> {
  let used = 0;
  const current = () => servers[used % servers.length] ?? servers[0];
  return {
    get current() {
      return current();
    },
    all: servers,
    async send(request, may) {
      for (let tries = 1; ; tries += 1) {
        const tried = used;
        try {
          return await request(current());
        } catch (error) {
          const code = codeOf(error);
          if (!neverSent.has(code) && !brokenOff.has(code)) throw error;
          // Of requests side by side, the first to fail moves on.
          if (used === tried) used += 1;
          const again = neverSent.has(code) || may === 'be done twice';
          if (!again || tries >= servers.length) throw error;
        }
      }
    },
  };
}
