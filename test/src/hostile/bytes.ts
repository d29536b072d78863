import type { Seeded } from '@ringtrace/platform/seeded';

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const noise = ({ below }: Seeded, length: number) => Buffer.from(times(length, () => below(256)));
const latin = (text: string) => Buffer.from(text, 'latin1');

/** The beginning of a TLS ClientHello, as `curl -k https://...` and every port scanner send it. */
const tlsGreeting = (random: Seeded) =>
  Buffer.concat([Buffer.from('16030100a5010000a10303', 'hex'), noise(random, random.below(200))]);

const methods = ['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'CONNECT', 'PRI', 'FOO', ''];
const targets = [
  '/',
  '/ping',
  '/?query=SELECT+1',
  '/?query=%zz&buffer_size=x',
  '/metrics',
  '*',
  'http://a/',
  '//[:x',
  '/é',
  '',
];
const headers = [
  'Host: a',
  'Host:',
  'Content-Length: 20',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Content-Length: 9223372036854775807',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip',
  'Connection: Upgrade, close',
  'Upgrade: websocket',
  'Expect: 100-continue',
  'Expect: nothing',
  'Content-Encoding: gzip',
  'Content-Encoding: zstd',
  'Content-Type: multipart/form-data; boundary=',
  'Content-Type: multipart/form-data; boundary=x',
  'Authorization: Basic @@@',
  'Authorization: Negotiate x',
  'X-ClickHouse-User: default',
  'X-ClickHouse-Format: \x01',
  'Hosta',
  ' folded: x',
  'A : b',
];
const bodies = [
  '',
  'SELECT 1',
  'ffffffffffffffff\r\nabc',
  '5\r\nhello\r\n0\r\n\r\n',
  '--x\r\nContent-Disposition',
  '\0\0\0',
];

function http(random: Seeded): Buffer {
  const end = random.pick(['\r\n', '\r\n', '\r\n', '\n', '\r']);
  const lines = [
    `${random.pick(methods)} ${random.pick(targets)} ${random.pick(['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', 'HTT'])}`,
    'Host: a',
    ...times(random.below(5), () => random.pick(headers)),
    '',
    random.pick(bodies),
  ];
  return latin(lines.join(end));
}

const oversizedHttp = (random: Seeded) =>
  latin(
    random.pick([
      `GET /?query=${'a'.repeat(300_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: a\r\n${'a'.repeat(400_000)}: b\r\n\r\n`,
      `GET / HTTP/1.1\r\n${'A: b\r\n'.repeat(20_000)}\r\n`,
      `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n${'SELECT '.repeat(60_000)}`,
    ]),
  );

/** Sizes that a Kafka request may claim: negative, zero, usual, as large as the heap, and the largest possible. */
const sizes = [-1, 0, 4, 10, 8_000, 500_000, 33_000_000, 100_000_000, 0x7fff_ffff];

/** The head of a Kafka request with any size, API key and version, and some bytes of a body. */
function kafka(random: Seeded): Buffer {
  const head = Buffer.alloc(14);
  head.writeInt32BE(random.pick(sizes), 0);
  head.writeInt16BE(random.pick([0, 1, 3, 17, 18, 36, 75, 999, -1]), 4);
  head.writeInt16BE(random.below(20) - 1, 6);
  head.writeInt32BE(random.below(1_000), 8);
  head.writeInt16BE(random.pick([-1, 0, 5, 32_767]), 12);
  return Buffer.concat([head, noise(random, random.below(300))]);
}

/**
 * Bytes that a stranger may send to any port: random bytes, greetings of other protocols, and requests that are cut
 * off, odd or too large.
 */
export function hostileBytes(random: Seeded): Buffer {
  const kinds: readonly (() => Buffer)[] = [
    () => noise(random, random.below(500)),
    () => latin(random.pick(['hello\r\n\r\n', '\n\n\n\n', 'POST / HTT', '', '\0\0\0\0'])),
    () => tlsGreeting(random),
    () => http(random),
    () => http(random),
    () => kafka(random),
    () => kafka(random),
    () => (random.chance(0.1) ? oversizedHttp(random) : http(random)),
  ];
  const bytes = random.pick(kinds)();
  return random.chance(0.3) ? bytes.subarray(0, random.below(bytes.length + 1)) : bytes;
}
