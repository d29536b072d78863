import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';

/** A machine that is gone without a word does not refuse: no answer for this time counts as a refusal, ms. */
const connectMs = 5_000;

/** As @clickhouse/client has it. */
const mostSockets = 10;

/**
 * Ends a connection that has not come about within `ms`, with an error as the system's own. `event` says that it has: `connect`,
 * or `secureConnect` with TLS.
 */
export function limitConnecting<S extends Duplex>(socket: S, event: string, ms = connectMs): S {
  const timer = setTimeout(() => {
    const error = new Error(`no connection within ${ms} ms`);
    socket.destroy(Object.assign(error, { code: 'ETIMEDOUT', syscall: 'connect' }));
  }, ms);
  const done = () => clearTimeout(timer);
  socket.once(event, done);
  socket.once('close', done);
  return socket;
}

class PlainAgent extends http.Agent {
  override createConnection(...given: Parameters<http.Agent['createConnection']>) {
    const socket = super.createConnection(...given);
    return socket && limitConnecting(socket, 'connect');
  }
}

class TlsAgent extends https.Agent {
  override createConnection(...given: Parameters<https.Agent['createConnection']>) {
    const socket = super.createConnection(...given);
    return socket && limitConnecting(socket, 'secureConnect');
  }
}

/** An agent for the URL of a server. `ca`: the authority (PEM) of its certificate, where Node doesn't know it. */
export function agentWithLimit(url: string, ca?: string): http.Agent {
  const options = { keepAlive: true, maxSockets: mostSockets };
  if (!url.startsWith('https:')) return new PlainAgent(options);
  return new TlsAgent(ca === undefined ? options : { ...options, ca });
}
