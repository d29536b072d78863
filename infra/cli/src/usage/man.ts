import { defineUsage } from '../usage.ts';

export const usage = defineUsage({
  examples: [
    { does: 'read it', line: 'ringtrace man | man -l -' },
    {
      does: "keep it where 'man ringtrace' finds it",
      line: 'mkdir -p ~/.local/share/man/man1 && ringtrace man > ~/.local/share/man/man1/ringtrace.1',
    },
  ],
  about: 'Prints the manual page of all commands in the format of man(7).',
  arguments: {},
  options: {},
});
