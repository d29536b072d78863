import type { Store } from '@ringtrace/platform/clickhouse';
import type { Config } from '@ringtrace/platform/config';
import type { Logger } from '@ringtrace/platform/log';
import type { Hono } from 'hono';
import { verifyLogFile } from '../audit/verify-file.ts';
import { logFile } from '../log/place.ts';
import { measureDays } from '../providers/measure/measure.ts';
import type { Feeds } from '../refer/sources.ts';
import { groupOf } from '../requests/group.ts';
import { openSecrets, type Secrets } from '../requests/secrets.ts';
import type { Desk } from '../work/desk.ts';
import { answerPages } from './answer-page/serve.ts';
import { type ApiOptions, casesApi } from './app.ts';
import { keptPackages } from './kept-packages.ts';
import type { Office } from './office.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Respond } from './serve-http.ts';
import { storeOffice } from './store-office.ts';
import { callerByToken, openTokens } from './tokens.ts';

interface Parts {
  readonly config: Config;
  readonly log: Logger;
  readonly desk: Desk;
  readonly store: Store;
  /** Copies new events into the store. */
  readonly copy: () => Promise<unknown>;
  /** Left out: packages do not look records up in the carriers' messages. */
  readonly feeds?: Feeds;
}

/** Casework over a running instance, for whatever serves it. */
export interface Casework {
  readonly office: Office;
  /** Copies new events into the store; resolves once lists may show them, or when it takes long. */
  readonly changed: () => Promise<void>;
  /** The pages of signed links, below /answer/. */
  readonly pages: Hono;
  /** The API for callers of any kind. */
  api(callerOf: ApiOptions['callerOf'], asksWhy?: boolean): Hono;
}

export function caseworkOf({ config, log, desk, store, copy, feeds }: Parts): Casework {
  const home = config.RINGTRACE_HOME;
  const changed = oneAtATime(copy, (err) =>
    log.warn({ err }, 'casework: a change is saved, but lists do not show it yet; it is copied again'),
  );
  const measured = oneAtATime(
    () => measureDays(store, { now: desk.now }),
    (err) => log.warn({ err }, 'casework: records are not all measured yet; figures say up to when they are'),
  );
  const packages = keptPackages({ home, log: desk.log, store, feeds });
  const office = storeOffice(desk, store, {
    checkLog: (extent, head) => verifyLogFile(logFile(home), extent, head),
    copied: changed,
    measured,
    packages,
  });
  let secrets: Secrets | undefined;
  const pages = answerPages({
    desk,
    secret: () => {
      secrets ??= openSecrets(home);
      return secrets.links;
    },
    group: groupOf(config.RINGTRACE_SENDER),
    changed,
    // The address of the page is as good as its token: it is not logged.
    failed: (err) => log.error({ err }, 'casework: the page of a link failed'),
  });
  return {
    office,
    changed,
    pages,
    api: (callerOf, asksWhy = false) =>
      casesApi({
        office,
        callerOf,
        changed,
        asksWhy,
        failed: (err, method) => log.error({ err, method }, 'casework: a request to the API failed'),
      }),
  };
}

/** The API for holders of tokens, and the pages of links. */
export function casesServer(parts: Parts): Respond {
  const { api: apiFor, pages } = caseworkOf(parts);
  const tokens = openTokens(parts.config.RINGTRACE_HOME, parts.desk.now);
  const api = apiFor(({ headers }) => callerByToken(tokens, headers.get('authorization') ?? undefined));
  return (request) =>
    new URL(request.url).pathname.startsWith('/answer/') ? pages.fetch(request) : api.fetch(request);
}
