import { expect, it } from 'vitest';
import { addressOf } from './address.ts';

const settings = (proxies: string, url: string | undefined = 'https://ringtrace.group.example') => ({
  RINGTRACE_CONSOLE_URL: url,
  RINGTRACE_CONSOLE_PROXIES: proxies,
});
const from = (forwarded: string) => new Request('http://x/', { headers: { 'x-forwarded-for': forwarded } });
const usual = '127.0.0.0/8,::1';

it.each([
  ['a proxy on this machine', '127.0.0.1', '10.0.0.9, 192.0.2.1', usual, '192.0.2.1'],
  ['the same by IPv6', '::ffff:127.0.0.1', '192.0.2.1', usual, '192.0.2.1'],
  ['a load balancer that is named', '10.1.2.3', '192.0.2.1', `${usual},10.0.0.0/8`, '192.0.2.1'],
  ['two proxies in a row', '10.1.2.3', 'made up, 192.0.2.1, 10.4.4.4', `${usual},10.0.0.0/8`, '192.0.2.1'],
  ['somebody whom nobody named', '198.51.100.7', '192.0.2.1', usual, '198.51.100.7'],
  ['a proxy that passes nothing on', '127.0.0.1', '', usual, '127.0.0.1'],
])('behind %s', (_, peer, forwarded, proxies, expected) => {
  expect(addressOf(from(forwarded), peer, settings(proxies))).toBe(expected);
});

it('without a proxy before the console, the header counts for nothing', () => {
  const known = { RINGTRACE_CONSOLE_URL: undefined, RINGTRACE_CONSOLE_PROXIES: usual };
  expect(addressOf(from('192.0.2.1'), '127.0.0.1', known)).toBe('127.0.0.1');
});
