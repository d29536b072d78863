import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { releasedSchemas } from '@ringtrace/schemas/released';
import { build, type Plugin } from 'vite';

const here = import.meta.dirname;

/** Name of the program, and of its file without the ending. */
export const programName = 'ringtrace-feed';

/**
 * Sources that can not be in a package of one file. The released schemas are files beside their source: they become text. The
 * limit of record batches changes kafkajs as it lies on disk: only readers of Kafka need it, and the feed reads nothing. LZ4 needs native code.
 */
const others: Readonly<Record<string, string>> = {
  '/schemas/src/released.ts': `export const releasedSchemas = new Map(${JSON.stringify([...releasedSchemas])});`,
  '/infra/platform/src/kafka/record-limit.ts': 'export function limitRecords() {}',
  '/infra/platform/src/kafka/usual-compression.ts': "export const usualCompression = 'zstd';",
};
const sourcesInstead: Plugin = {
  name: 'other-sources',
  load: (id) => Object.entries(others).find(([path]) => id.endsWith(path))?.[1],
};

const ownRequire = 'const require = createRequire(import.meta.url);';

/** `createRequire` loads at run time. Parts of packages that sources load this way become imports, and go into the bundle. */
const importsInstead: Plugin = {
  name: 'imports-instead-of-require',
  enforce: 'pre',
  transform(code) {
    if (!code.includes(ownRequire)) return undefined;
    const names = [...new Set([...code.matchAll(/\brequire\('([^']+)'\)/g)].map(([, name = '']) => name))];
    const imports = names.map((name, i) => `import * as required${i} from '${name}';`);
    const parts = names.map((name, i) => `'${name}': required${i}.default ?? required${i}`);
    return code.replace(
      ownRequire,
      `${imports.join(' ')} const require = (name) => ({ ${parts.join(', ')} })[name];`,
    );
  },
};

/** Bundles the program into one file in `folder`, with all that it needs but Node. Returns the file's path. */
export async function bundleProgram(folder: string): Promise<string> {
  const noCodec = join(here, 'no-codec.ts');
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [sourcesInstead, importsInstead],
    root: here,
    resolve: { alias: { 'lz4-napi': noCodec, snappy: noCodec } },
    ssr: { noExternal: true },
    build: {
      ssr: join(here, 'program.ts'),
      outDir: folder,
      emptyOutDir: false,
      minify: true,
      target: 'node24',
      rollupOptions: {
        output: {
          entryFileNames: `${programName}.mjs`,
          codeSplitting: false,
          banner: '#!/usr/bin/env node',
        },
      },
    },
  });
  const file = join(folder, `${programName}.mjs`);
  chmodSync(file, 0o755);
  return file;
}
