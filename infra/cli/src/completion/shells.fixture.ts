import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Shell {
  /** What to install where it is not here; '' where it is. */
  readonly missing: string;
  /** Completes each line, as far as it is typed, and gives the words that are offered. */
  complete(script: string, lines: readonly string[]): string[][];
}

/** Every shell runs in a folder that has these. */
const files = ['calls.csv', 'My File.csv'];
const folders = ['spool'];

function inFolder<R>(work: (folder: string) => R): R {
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-completion-'));
  try {
    for (const file of files) writeFileSync(join(folder, file), '');
    for (const name of folders) mkdirSync(join(folder, name));
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isHere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs a shell as a person's terminal does, so that its own line editor completes. */
const onTerminal = 'import pty, sys; pty.spawn(sys.argv[1:])';

/** Nothing of the user's own start-up files. */
const environment = (folder: string) => ({
  PATH: process.env['PATH'],
  HOME: folder,
  TERM: 'dumb',
  LC_ALL: 'C',
});

interface Interactive {
  readonly command: readonly string[];
  /** Lines that make `keys` insert all that is offered. */
  readonly settings: readonly string[];
  readonly keys: string;
}

/** In each line all offered words are inserted; `ringtrace` then is a function that notes its arguments. */
const interactive = ({ command, settings, keys }: Interactive): Shell => {
  const program = command[0] ?? '';
  return {
    missing: isHere(program) ? '' : program,
    complete: (script, lines) =>
      inFolder((folder) => {
        const state = mkdtempSync(join(tmpdir(), 'ringtrace-completed-'));
        try {
          writeFileSync(join(state, 'script'), script);
          const input = [
            ...settings,
            `source ${join(state, 'script')}`,
            `ringtrace() { printf '%s\\n' "$@" "" >> ${join(state, 'noted')}; }`,
            ...lines.map((line) => line + keys),
            'exit',
            '',
          ].join('\n');
          const options = { cwd: folder, env: environment(folder), input, stdio: 'pipe' } as const;
          execFileSync('python3', ['-c', onTerminal, ...command], options);
          return notes(readFileSync(join(state, 'noted'), 'utf8')).map((words, i) =>
            words.slice(typedBefore(lines[i] ?? '')),
          );
        } finally {
          rmSync(state, { recursive: true, force: true });
        }
      }),
  };
};

/** Each note ends with an empty line. */
const notes = (text: string) =>
  text
    .split(/\n\n/)
    .slice(0, -1)
    .map((note) => note.split('\n'));

/** Words of a line before the one that is completed, without `ringtrace` itself. */
const typedBefore = (line: string) => line.split(' ').length - 2;

export const shells: Readonly<Record<'bash' | 'zsh' | 'fish', Shell>> = {
  bash: interactive({
    command: ['bash', '--norc', '--noprofile', '-i'],
    settings: ['PS1='],
    // M-* inserts all completions.
    keys: '\u001b*',
  }),
  zsh: interactive({
    command: ['zsh', '-f', '-i'],
    settings: [
      'PS1=',
      'autoload -Uz compinit; compinit -u -D',
      "zstyle ':completion:*' completer _all_matches _complete",
      "zstyle ':completion:*' insert true",
    ],
    keys: '\t',
  }),
  fish: {
    missing: isHere('fish') ? '' : 'fish',
    complete: (script, lines) =>
      inFolder((folder) => {
        const asked = lines.map((line) => `complete -C '${line}'; echo`);
        const text = execFileSync('fish', ['--no-config', '-c', [script, ...asked].join('\n')], {
          cwd: folder,
          env: environment(folder),
          encoding: 'utf8',
        });
        // Each word has its description behind a tab. A folder is offered with its slash, as by no other shell here.
        return text
          .split(/(?<=^|\n)\n/)
          .slice(0, -1)
          .map((block) =>
            block
              .split('\n')
              .filter((line) => line !== '')
              .map((line) => line.split('\t')[0]?.replace(/\/$/, '') ?? ''),
          );
      }),
  },
};
