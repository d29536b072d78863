import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console's pages, built into `dist`. Every part of the bundle is served by ourselves. */
export default defineConfig({
  root: join(import.meta.dirname, 'src', 'web'),
  plugins: [react()],
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    manifest: true,
    // The policy of the pages allows no script or style within a page, and no data as an address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
