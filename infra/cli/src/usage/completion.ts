import { defineUsage } from '../usage.ts';

export const usage = defineUsage({
  examples: [
    { does: 'bash, in ~/.bashrc', line: 'eval "$(ringtrace completion bash)"' },
    { does: 'zsh, in ~/.zshrc', line: 'eval "$(ringtrace completion zsh)"' },
    { does: 'fish, in ~/.config/fish/config.fish', line: 'ringtrace completion fish | source' },
  ],
  about: `Prints a script that lets the shell complete commands, subcommands, options, their values, and files where a file is expected. The shell must find 'ringtrace' by its name: put the folder node_modules/.bin of Ringtrace on your PATH. Print the script anew after an upgrade if you keep it in a file.`,
  arguments: { shell: { about: 'the shell', oneOf: ['bash', 'zsh', 'fish'] } },
  options: {},
});
