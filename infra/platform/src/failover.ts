/** Calls of the system that come before a request is sent. */
const connecting = new Set(['connect', 'getaddrinfo']);
/** Codes of errors that leave open whether the request was done, where they come on an open connection. */
const brokenOff = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

const textOf = (error: unknown, key: 'code' | 'syscall'): string => {
  const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined;
  return typeof value === 'string' ? value : '';
};

/** Whether a server could not be reached. Linux reports an unreachable host on open connections, too: only the call tells that nothing was sent. */
export const wasNeverSent = (error: unknown) =>
  textOf(error, 'code') === 'ECONNREFUSED' || connecting.has(textOf(error, 'syscall'));

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
          const unsent = wasNeverSent(error);
          if (!unsent && !brokenOff.has(textOf(error, 'code'))) throw error;
          // Of requests side by side, the first to fail moves on.
          if (used === tried) used += 1;
          const again = unsent || may === 'be done twice';
          if (!again || tries >= servers.length) throw error;
        }
      }
    },
  };
}
