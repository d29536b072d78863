import { createLog } from '@ringtrace/platform/log';
import { afterEach, describe, expect, it } from 'vitest';
import { serveHttp } from './serve-http.ts';

const log = createLog('test', 'silent');
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function served(app: Parameters<typeof serveHttp>[0]['app'], port = 0) {
  const serving = await serveHttp({ at: { host: '127.0.0.1', port }, what: 'the API', log, app });
  opened.push(serving);
  return serving;
}

describe('the server of the API', () => {
  it('opens casework when the first request comes, once', async () => {
    let times = 0;
    const { url = '' } = await served(() => {
      times += 1;
      return () => new Response('here');
    });
    expect(times).toBe(0);
    expect(await (await fetch(url)).text()).toBe('here');
    expect(await (await fetch(url)).text()).toBe('here');
    expect(times).toBe(1);
  });

  it('says that Ringtrace failed where casework can not be opened, and tries again', async () => {
    let times = 0;
    const { url = '' } = await served(() => {
      times += 1;
      if (times === 1) throw new Error('/home/x/cases/log.db was written by a newer Ringtrace');
      return () => new Response('here');
    });
    const failed = await fetch(url);
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain('log.db');
    expect((await fetch(url)).status).toBe(200);
  });

  it('takes a free port where its own is in use', async () => {
    const app = () => () => new Response('here');
    const first = await served(app);
    const second = await served(app, Number(new URL(first.url ?? '').port));
    expect(second.url).toBeDefined();
    expect(second.url).not.toBe(first.url);
    expect(new URL(second.url ?? '').hostname).toBe('127.0.0.1');
  });

  it('lets a request under way have its response before it is closed', async () => {
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const serving = await serveHttp({
      at: { host: '127.0.0.1', port: 0 },
      what: 'the API',
      log,
      app: () => async () => {
        begun.resolve();
        await end.promise;
        return new Response('done');
      },
    });
    const response = fetch(serving.url ?? '');
    await begun.promise;
    const closed = serving.close();
    end.resolve();
    expect(await (await response).text()).toBe('done');
    await closed;
  });
});
