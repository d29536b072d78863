import { expect, it } from 'vitest';
import { refusalOfLogin } from './login.ts';

const asked = (method: string, url: string, ...rawHeaders: string[]) =>
  refusalOfLogin({ method, url, httpVersion: '1.1', rawHeaders, headers: {} })?.status;
const basic = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;

it.each([
  ['GET', '/'],
  ['HEAD', '/ping'],
  ['GET', '/replicas_status'],
  ['OPTIONS', '/'],
])('lets %s %s through without a login', (method, url) => {
  expect(asked(method, url)).toBeUndefined();
});

it.each([
  '/play',
  '/dashboard',
  '/binary',
  '/merges',
  '/js/uplot.js',
  '/nowhere',
  '/%70lay',
  '//',
  '/play?user=a',
])('knows no page %s, whoever asks', (url) => {
  for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS'])
    expect(asked(method, url, 'Authorization', basic('analyst:x'))).toBe(404);
});

it.each([
  ['/?query=SELECT+1', 'Authorization', basic('analyst:a:b')],
  ['/?query=SELECT+1', 'authorization', basic('analyst:').replace('Basic', 'basic')],
  ['/?query=SELECT+1', 'X-ClickHouse-User', 'analyst'],
  ['/?user=analyst&password=x&query=SELECT+1'],
])('lets a query through that names a user: %s %s %s', (url, ...headers) => {
  for (const method of ['GET', 'POST']) expect(asked(method, url, ...headers)).toBeUndefined();
});

it.each([
  ['/?query=SELECT+1'],
  ['/ping?query=SELECT+1'],
  ['/?'],
  ['/?user=default'],
  ['/?user=%64efault'],
  ['/?user='],
  ['/?user=analyst&user=default'],
  ['/?query=SELECT+1#&user=analyst'],
  ['/?password=x'],
  ['/?query=1', 'X-ClickHouse-User', 'default'],
  ['/?query=1', 'x-clickhouse-user', ''],
  ['/?query=1', 'X-ClickHouse-User', 'analyst', 'X-ClickHouse-User', 'default'],
  ['/?query=1', 'Authorization', basic('default:x')],
  ['/?query=1', 'Authorization', basic(':')],
  ['/?user=default', 'Authorization', basic('analyst:x')],
])("refuses a query of nobody, or of 'default': %s %s %s %s %s", (url, ...headers) => {
  for (const method of ['GET', 'POST']) expect(asked(method, url, ...headers)).toBe(403);
});

it('refuses a query in a body without a login', () => {
  expect(asked('POST', '/')).toBe(403);
});

it.each(['Basic %%%%', 'Basic', 'Basic @@@', basic('no colon'), 'Negotiate x', 'Bearer x', 'never', ''])(
  'cannot read Authorization: %s',
  (value) => {
    expect(asked('POST', '/', 'Authorization', value)).toBe(401);
  },
);
