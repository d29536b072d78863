import { connect, type Socket } from 'node:net';
import tls from 'node:tls';
import { pause } from '@ringtrace/platform/pause';
import { type Seeded, seeded } from '@ringtrace/platform/seeded';
import { hostileBytes } from './bytes.ts';

/** A port of Ringtrace. */
export interface Door {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tls?: boolean;
}

const atATime = 16;

/** How long a stranger waits for an answer before it goes, ms. */
const patienceMs = 200;

function open({ host, port }: Door, overTls: boolean): Socket {
  const socket = overTls ? tls.connect({ host, port, rejectUnauthorized: false }) : connect({ host, port });
  return socket.on('error', () => socket.destroy());
}

/** Breaks a connection off without closing it properly, where its kind allows that. */
const breakOff = (socket: Socket) =>
  socket instanceof tls.TLSSocket ? socket.destroy() : socket.resetAndDestroy();

/** Makes one connection: sends bytes, whole or in two pieces, and then closes, breaks off or waits for a while. */
async function visit(door: Door, random: Seeded): Promise<void> {
  const socket = open(door, door.tls === true && random.chance(0.5));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.resume();
  const bytes = hostileBytes(random);
  const at = random.chance(0.2) ? random.below(bytes.length + 1) : bytes.length;
  const end = random.pick([() => socket.end(), () => breakOff(socket), () => socket.end(), () => {}]);
  socket.write(bytes.subarray(0, at), () => {
    if (at === bytes.length) end();
    else socket.write(bytes.subarray(at), end);
  });
  await Promise.race([closed, pause(patienceMs)]);
  socket.destroy();
}

/** Makes `count` such connections to one port, some at a time. The seed decides what they send. */
export async function visits(door: Door, count: number, seed: number): Promise<void> {
  const random = seeded(seed);
  let left = count;
  const visitor = async () => {
    while (left > 0) {
      left -= 1;
      await visit(door, random);
    }
  };
  await Promise.all(Array.from({ length: atATime }, visitor));
}

/** Opens connections that send the beginning of something and then nothing. `release` closes them. */
export function crowd(door: Door, count: number): { release(): void } {
  const sockets = Array.from({ length: count }, (_, i) => {
    const socket = open(door, door.tls === true);
    const size = Buffer.alloc(4);
    size.writeInt32BE(500_000);
    socket.write(i % 2 === 0 ? 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n' : size);
    return socket;
  });
  return {
    release: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/**
 * What would end an unprotected engine: a text that is no request, half a request, and the beginning of a TLS greeting.
 */
const endsEngine = ['hello\r\n\r\n', 'POST / HTT', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03'];

/** Sends each of these once. */
export async function knock(door: Door): Promise<void> {
  for (const bytes of endsEngine) {
    const socket = open(door, false);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.resume();
    socket.write(Buffer.from(bytes, 'latin1'));
    await Promise.race([closed, pause(patienceMs)]);
    socket.destroy();
  }
}
