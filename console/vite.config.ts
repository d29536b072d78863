import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = join(import.meta.dirname, '..');

/**
 * Leaves a list of the files that went into the pages, each with its digest: .vite/sources.json. By it the set-up knows whether
 * the pages are older than their sources (infra/setup/pages.mjs). Packages are known by the lock file.
 */
function sourceList(): Plugin {
  return {
    name: 'ringtrace-sources',
    generateBundle() {
      const files = [...this.getModuleIds()]
        .map((id) => id.split('?')[0] ?? '')
        .filter((file) => file.startsWith(root) && !file.includes('/node_modules/') && existsSync(file));
      const all = [...files, join(root, 'package-lock.json'), join(import.meta.dirname, 'vite.config.ts')];
      const digests = [...new Set(all)]
        .map((file): [string, string] => [
          relative(root, file),
          createHash('sha256').update(readFileSync(file)).digest('hex'),
        ])
        .sort(([a], [b]) => (a < b ? -1 : 1));
      const source = `${JSON.stringify(Object.fromEntries(digests), null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: '.vite/sources.json', source });
    },
  };
}

/** The console's pages, built into `dist`. Every part of the bundle is served by ourselves. */
export default defineConfig({
  root: join(import.meta.dirname, 'src', 'web'),
  plugins: [react(), sourceList()],
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    manifest: true,
    // The policy of the pages allows no script or style within a page, and no data as an address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
