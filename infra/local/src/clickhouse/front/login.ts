import type { Refusal, RequestHead } from './refusal.ts';

/** The allowed paths of ClickHouse's HTTP interface. Its web pages are left out: they need no login. */
const paths = ['/', '/ping', '/replicas_status'];

const unknownPage: Refusal = {
  status: 404,
  text: `there is no such page: the paths are ${paths.join(', ')}; send queries to /`,
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

/** Whether a request only asks if the engine is there. With a body or a parameter it could contain a query. */
const isHealthCheck = ({ method = '', url = '' }: RequestHead) =>
  method === 'OPTIONS' || ((method === 'GET' || method === 'HEAD') && paths.includes(url));

/** All values of a header: where it comes twice, the engine may use another value than Node does. */
function valuesOf({ rawHeaders }: RequestHead, name: string): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name);
}

/** The user in an `Authorization` header; undefined where it can't be read. */
function basicUser(value: string): string | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2})\s*$/i.exec(value) ?? [];
  if (encoded === undefined) return undefined;
  const login = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = login.indexOf(':');
  return colon === -1 ? undefined : login.slice(0, colon);
}

/**
 * Why a request is refused because of its user; undefined where it may be passed on. The engine treats a request
 * without a user as its user `default`, which may do everything. The engine itself checks passwords.
 */
export function refusalOfLogin(request: RequestHead): Refusal | undefined {
  const [path = '', ...rest] = (request.url ?? '').split('#')[0]?.split('?') ?? [];
  if (!paths.includes(path)) return unknownPage;
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
