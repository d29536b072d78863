import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { everyCommand } from './every-command.ts';
import { manualPage, text } from './man.ts';

const entries = await everyCommand();
const page = manualPage({ version: '1.2.3', entries, settings: ['RINGTRACE_HOME', 'KAFKA_TLS'] });

const hasGroff = (() => {
  try {
    execFileSync('groff', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const title = (what: string) =>
  hasGroff ? what : `${what} (skipped: no groff here: 'apt-get install groff-base')`;

/** The page as a terminal shows it, without hyphenation and in lines that never break. */
function shown(): string {
  const format = ['-man', '-Tutf8', '-ww', '-P-cbou', '-rLL=1000n', '-rHY=0'];
  const encoding = 'utf8';
  return execFileSync('groff', format, { input: page, encoding, stdio: ['pipe', 'pipe', 'inherit'] });
}

describe('manualPage', () => {
  it.skipIf(!hasGroff)(title('has every command, option, example and setting as it is typed'), () => {
    const read = shown().replaceAll(/ +/g, ' ');
    for (const { path, usage } of entries) {
      expect(read).toContain(`ringtrace ${path.join(' ')}\n`);
      for (const { line } of usage.examples) expect(read).toContain(`${line}\n`);
      if ('subcommands' in usage) continue;
      for (const [name, { value }] of Object.entries(usage.options))
        expect(read).toContain(value === undefined ? `--${name}` : `--${name} ${value}`);
    }
    for (const one of ['RINGTRACE_HOME', 'KAFKA_TLS', 'ringtrace 1.2.3']) expect(read).toContain(one);
  });

  it.skipIf(!hasGroff)(title('gives groff nothing to warn about'), () => {
    const script = 'groff -man -Tutf8 -ww 2>&1 >/dev/null';
    expect(execFileSync('sh', ['-c', script], { input: page, encoding: 'utf8' })).toBe('');
  });
});

describe('text', () => {
  it.each([
    ['.PP is no macro here', '\\&.PP is no macro here'],
    ["'quoted' -- \\u{1b} ~/x", '\\(aqquoted\\(aq \\-\\- \\eu{1b} \\(ti/x'],
  ])('%s', (plain, roff) => {
    expect(text(plain)).toBe(roff);
  });
});
