import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasPages } from './pages.mjs';

let base = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'pages-'));
});
afterEach(() => rmSync(base, { recursive: true }));

/** Pages that were built from one source. */
function built(source: string): string {
  const pages = join(base, 'dist');
  mkdirSync(join(pages, '.vite'), { recursive: true });
  writeFileSync(join(base, 'page.tsx'), source);
  const digest = createHash('sha256').update(source).digest('hex');
  writeFileSync(join(pages, 'index.html'), '<p>built</p>');
  writeFileSync(join(pages, '.vite', 'sources.json'), JSON.stringify({ 'page.tsx': digest }));
  return pages;
}

describe('the pages', () => {
  it('are built where they come from the sources that are there', () => {
    expect(hasPages(built('one'), base)).toBe(true);
  });

  it('are not where there are none', () => {
    expect(hasPages(join(base, 'dist'), base)).toBe(false);
    const pages = built('one');
    rmSync(join(pages, 'index.html'));
    expect(hasPages(pages, base)).toBe(false);
  });

  it('are old where a source has changed, or is gone', () => {
    const pages = built('one');
    writeFileSync(join(base, 'page.tsx'), 'two');
    expect(hasPages(pages, base)).toBe(false);
    rmSync(join(base, 'page.tsx'));
    expect(hasPages(pages, base)).toBe(false);
  });
});
