import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../log.ts';
import { Liveness, reasonOf } from './health.ts';
import { Counter, Gauge, Metrics, within } from './registry.ts';
import { type MetricsServer, type MetricsServerOptions, serveMetrics } from './server.ts';

const log = createLog('test', 'silent');
const open: { close(): void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function serve(options: Partial<MetricsServerOptions> = {}): Promise<MetricsServer> {
  const server = await serveMetrics({
    host: '127.0.0.1',
    port: 0,
    metrics: new Metrics(),
    alive: () => ({ loop: { ok: true, detail: 'moved' } }),
    ready: async () => ({ kafka: { ok: true, detail: 'in the group' } }),
    log,
    ...options,
  });
  open.push(server);
  return server;
}

const portOf = ({ url = '' }: MetricsServer) => Number(new URL(url).port);

describe('the health and metrics server', () => {
  it('responds with 200 where all is well, with 503 where one check fails, and names that check', async () => {
    let ok = true;
    const { url } = await serve({
      ready: async () => ({
        kafka: { ok: true, detail: 'in the group' },
        store: { ok, detail: 'ECONNREFUSED' },
      }),
    });
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    ok = false;
    const answer = await fetch(`${url}/ready`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      status: 'not ready',
      checks: { kafka: { ok: true, detail: 'in the group' }, store: { ok: false, detail: 'ECONNREFUSED' } },
    });
  });

  it('refuses large requests and too many connections, and still responds afterwards', async () => {
    const server = await serve();
    const large = await fetch(`${server.url}/health`, { headers: { large: 'a'.repeat(10_000) } });
    expect(large.status).toBe(431);
    const sockets = Array.from({ length: 80 }, () =>
      connect(portOf(server), '127.0.0.1').on('error', () => {}),
    );
    const refused = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    await Promise.race(refused);
    for (const socket of sockets) socket.destroy();
    await Promise.all(refused);
    const answers = async () => (await fetch(`${server.url}/health`)).status;
    await vi.waitFor(async () => expect(await answers()).toBe(200), { timeout: 120_000 });
  });

  it('responds with 503 to /health once the loop is stuck', async () => {
    const { url } = await serve({ alive: () => ({ loop: { ok: false, detail: 'moved 900.0 s ago' } }) });
    const answer = await fetch(`${url}/health`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ status: 'stuck' });
  });

  it('exposes metrics in the text format, those of the process among them', async () => {
    const metrics = new Metrics();
    new Counter({ name: 'ringtrace_test_total', help: 'Tests.', registers: [metrics.registry] }).inc(3);
    const { url } = await serve({ metrics });
    const answer = await fetch(`${url}/metrics`);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await answer.text();
    expect(text).toContain('# TYPE ringtrace_test_total counter\nringtrace_test_total 3\n');
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).toMatch(/^process_cpu_seconds_total [\d.]+$/m);
  });

  it('takes a free port where the wanted one is in use, by another program or a worker of the same kind', async () => {
    const first = await serve();
    const second = await serve({ port: portOf(first) });
    expect(portOf(second)).not.toBe(portOf(first));
    expect((await fetch(`${second.url}/health`)).status).toBe(200);
  });

  it('is left out where it cannot listen on any port', async () => {
    // A documentation address (RFC 5737) that no interface has.
    expect((await serve({ host: '192.0.2.1' })).url).toBeUndefined();
  });

  it('refuses other methods and paths, and survives a check that throws', async () => {
    const { url } = await serve({ ready: () => Promise.reject(new Error('broken')) });
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/ready`)).status).toBe(500);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('no longer responds once closed, and frees its port', async () => {
    const server = await serve();
    const port = portOf(server);
    server.close();
    const next = createServer();
    open.push(next);
    await new Promise<void>((resolve, reject) => {
      next.once('error', reject);
      next.listen(port, '127.0.0.1', resolve);
    });
  });
});

it("writes what was not measured as the text format's NaN", async () => {
  const metrics = new Metrics();
  new Gauge({ name: 'lag_seconds', help: 'Not measured.', registers: [metrics.registry] }).set(Number.NaN);
  const lines = (await metrics.text()).split('\n');
  expect(lines).toContain('lag_seconds NaN');
  expect(lines.filter((line) => line.endsWith(' Nan'))).toEqual([]);
});

describe('gauges measured before a scrape', () => {
  const gauge = (metrics: Metrics) =>
    new Gauge({
      name: 'ringtrace_test_lag',
      help: 'Lag.',
      labelNames: ['carrier'],
      registers: [metrics.registry],
    });

  it('have the measured values, and none where measuring fails', async () => {
    const metrics = new Metrics();
    const lag = gauge(metrics);
    const open = new Gauge({ name: 'ringtrace_test_open', help: 'Open.', registers: [metrics.registry] });
    let away = false;
    metrics.beforeScrape([lag, open], async () => {
      if (away) throw new Error('away');
      open.set(2);
      lag.set({ carrier: 'acme' }, 7);
    });
    expect(await metrics.text()).toContain('ringtrace_test_lag{carrier="acme"} 7\n');
    away = true;
    expect(await metrics.text()).not.toMatch(/^ringtrace_test_(lag|open)/m);
  });

  it('are measured once for scrapes at the same time', async () => {
    const metrics = new Metrics();
    let looks = 0;
    metrics.beforeScrape([gauge(metrics)], async () => {
      looks += 1;
    });
    await Promise.all([metrics.text(), metrics.text()]);
    expect(looks).toBe(1);
    await metrics.text();
    expect(looks).toBe(2);
  });

  it('are shown once more until the next measurement is due; a measurement that failed is due at once', async () => {
    const metrics = new Metrics();
    const lag = gauge(metrics);
    let looks = 0;
    const measure = async () => {
      looks += 1;
      if (looks === 1) throw new Error('away');
      lag.set({ carrier: 'acme' }, looks);
    };
    metrics.beforeScrape([lag], measure, 3_600_000);
    expect(await metrics.text()).not.toMatch(/^ringtrace_test_lag/m);
    for (let scrape = 0; scrape < 2; scrape += 1)
      expect(await metrics.text()).toContain('ringtrace_test_lag{carrier="acme"} 2\n');
    expect(looks).toBe(2);
  });

  it('have a time limit', async () => {
    await expect(within(5, new Promise(() => {}))).rejects.toThrow('no response within 0.005 s');
    expect(await within(60_000, Promise.resolve(1))).toBe(1);
  });
});

describe('liveness', () => {
  it('fails when the loop has made no iteration within its limit, and is ok again after one', () => {
    let now = 0;
    const liveness = new Liveness(1_000, () => now);
    now = 5_000;
    expect(liveness.check()).toEqual({ ok: true, detail: 'not started yet' });
    liveness.moved();
    now = 6_000;
    expect(liveness.check()).toEqual({ ok: true, detail: 'moved 1.0 s ago' });
    now = 6_001;
    expect(liveness.check().ok).toBe(false);
    liveness.moved();
    expect(liveness.check().ok).toBe(true);
  });
});

describe('the reason of an error', () => {
  it('is its kind, never its text', () => {
    const coded = (fields: object) => Object.assign(new Error('12125550100 in the row'), fields);
    expect(reasonOf(coded({ code: 'ECONNREFUSED' }))).toBe('ECONNREFUSED');
    expect(reasonOf(coded({ code: '252', type: 'TOO_MANY_PARTS' }))).toBe('TOO_MANY_PARTS');
    expect(reasonOf(coded({}))).toBe('Error');
    expect(reasonOf('12125550100')).toBe('unknown error');
  });
});
