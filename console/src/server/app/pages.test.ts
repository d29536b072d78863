import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { areBuilt, pageFiles, pageResponse } from './pages.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dist-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function built() {
  for (const one of ['assets', '.vite']) mkdirSync(join(folder, one));
  writeFileSync(join(folder, 'index.html'), '<p>the page</p>');
  writeFileSync(join(folder, 'assets', 'index-x.js'), 'run()');
  writeFileSync(join(folder, 'assets', 'letters.woff2'), 'letters');
  writeFileSync(join(folder, '.vite', 'manifest.json'), '{}');
  const files = pageFiles(folder);
  return (path: string, headers: HeadersInit = {}) =>
    pageResponse(files, new Request(`http://127.0.0.1${path}`, { headers }));
}

describe('the built pages', () => {
  it('must be there', () => {
    expect(areBuilt(folder)).toBe(false);
    expect(() => pageFiles(folder)).toThrow('npm run build');
  });

  it('are one page for every address, and files that a browser may keep', async () => {
    const get = built();
    for (const path of ['/', '/cases/case-1', '/.vite/manifest.json', '/index.html']) {
      const response = get(path);
      expect(await response.text()).toBe('<p>the page</p>');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    }
    const script = get('/assets/index-x.js');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(get('/assets/index-y.js').status).toBe(404);
  });

  it('are gzipped for whoever takes that', async () => {
    const get = built();
    for (const taken of ['gzip', 'br, gzip;q=0.5', 'gzip, deflate']) {
      const response = get('/assets/index-x.js', { 'accept-encoding': taken });
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect(gunzipSync(await response.bytes()).toString()).toBe('run()');
      expect(get('/assets/letters.woff2', { 'accept-encoding': taken }).headers.has('content-encoding')).toBe(
        false,
      );
    }
    for (const taken of ['', 'br', 'gzip;q=0', 'identity, gzip; q=0.0', 'notgzip']) {
      const response = get('/assets/index-x.js', { 'accept-encoding': taken });
      expect(response.headers.has('content-encoding')).toBe(false);
      expect(response.headers.get('vary')).toBe('accept-encoding');
    }
  });
});
