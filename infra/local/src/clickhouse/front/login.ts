import type { Refusal, RequestHead } from './refusal.ts';

/** What the engine's own ClickHouse answers at; its web pages need no login and are not for strangers. */
const paths = ['/', '/ping', '/replicas_status'];

const unknownPage: Refusal = {
  status: 404,
  text: `there is no such page: ${paths.join(', ')} are answered here, and queries at /`,
};
const nobody: Refusal = {
  status: 403,
  text: "a query needs a user and a password: basic authentication, X-ClickHouse-User and X-ClickHouse-Key, or the parameters user and password. There is no user 'default' here",
};
const malformed: Refusal = {
  status: 401,
  text: 'the header Authorization must be Basic, with user:password in base64',
  headers: { 'WWW-Authenticate': 'Basic realm="Ringtrace"' },
};

/** What asks nothing of the engine but whether it is there. A body, or a parameter, may hold a query. */
const isHealthCheck = ({ method = '', url = '' }: RequestHead) =>
  method === 'OPTIONS' || ((method === 'GET' || method === 'HEAD') && paths.includes(url));

/** Every value of a header: the engine may take another one than Node's parser does. */
function valuesOf({ rawHeaders }: RequestHead, name: string): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name);
}

/** The user of a header Authorization; undefined where it can't be read. */
function basicUser(value: string): string | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2})\s*$/i.exec(value) ?? [];
  if (encoded === undefined) return undefined;
  const login = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = login.indexOf(':');
  return colon === -1 ? undefined : login.slice(0, colon);
}

/**
 * Why a request may not ask what it asks by the user that it names, or undefined. The engine takes whoever names nobody
 * for its user `default`, and that one may do everything. Passwords are the engine's to judge.
 */
export function refusalOfLogin(request: RequestHead): Refusal | undefined {
  const [place = '', ...rest] = (request.url ?? '').split('#')[0]?.split('?') ?? [];
  if (!paths.includes(place)) return unknownPage;
  if (isHealthCheck(request)) return undefined;
  const basic = valuesOf(request, 'authorization').map(basicUser);
  if (basic.includes(undefined)) return malformed;
  const named = [
    ...basic,
    ...valuesOf(request, 'x-clickhouse-user'),
    ...new URLSearchParams(rest.join('?')).getAll('user'),
  ];
  const isSomebody = named.length > 0 && named.every((user) => user !== '' && user !== 'default');
  return isSomebody ? undefined : nobody;
}
