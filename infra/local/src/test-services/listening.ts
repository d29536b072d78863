import { connect } from 'node:net';
import { pause } from '@ringtrace/platform/pause';

const longestMs = 120_000;

/** Waits until something listens at a port of loopback. Throws after two minutes; `what` is the subject of the sentence. */
export async function untilListening(port: number, what: string): Promise<void> {
  for (const deadline = Date.now() + longestMs; !(await canConnect(port)); await pause(200))
    if (Date.now() > deadline) throw new Error(`${what} does not listen after ${longestMs / 1_000} s`);
}

const canConnect = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
