import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Where the built pages lie. */
export const builtPages = join(import.meta.dirname, '..', '..', '..', 'dist');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/** All comes from ourselves; nothing within a page is a script; nobody may frame it. */
const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  // Not 'no-referrer': browsers then hide the origin of a form, by which it is checked.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

interface File {
  readonly bytes: Buffer;
  /** undefined = it would not get smaller. */
  readonly gzipped?: Buffer | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

export const areBuilt = (folder: string): boolean => existsSync(join(folder, 'index.html'));

const isText = (type: string) => /^(?:text\/|application\/json|image\/svg)/.test(type);

/** Files of the built pages by path, such as '/assets/index-x.js'. They are read once. */
export function pageFiles(folder: string): ReadonlyMap<string, File> {
  if (!areBuilt(folder))
    throw new Error(
      `the console's pages are not built: 'npm start' and 'npm run build' build them into ${folder}`,
    );
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return new Map(
    files.flatMap(({ parentPath, name }): [string, File][] => {
      const path = relative(folder, join(parentPath, name)).split(sep).join('/');
      if (path.startsWith('.vite/')) return [];
      const type = types[extname(name)] ?? 'application/octet-stream';
      // Names of assets hold a hash of their content.
      const kept = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      const headers = { 'content-type': type, 'cache-control': kept, ...pageHeaders };
      const bytes = readFileSync(join(parentPath, name));
      const gzipped = isText(type) ? gzipSync(bytes) : undefined;
      return [[`/${path}`, { bytes, gzipped, headers }]];
    }),
  );
}

/** Some browsers and programs take no gzip, and say so with q=0. */
const takesGzip = ({ headers }: Request) =>
  /(?:^|,)\s*gzip\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:$|,)))/i.test(headers.get('accept-encoding') ?? '');

/** The file that a request names; for any path of a page, the one page that shows them all. */
export function pageResponse(files: ReadonlyMap<string, File>, request: Request): Response {
  const path = new URL(request.url).pathname;
  const file = files.get(path) ?? (path.startsWith('/assets/') ? undefined : files.get('/index.html'));
  if (file === undefined) return new Response('There is no such file.\n', { status: 404 });
  const { bytes, gzipped, headers } = file;
  const vary = { ...headers, vary: 'accept-encoding' };
  return gzipped !== undefined && takesGzip(request)
    ? new Response(new Uint8Array(gzipped), { headers: { ...vary, 'content-encoding': 'gzip' } })
    : new Response(new Uint8Array(bytes), { headers: vary });
}
