import { command } from '../command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { placesOf } from '../completion/places.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { everyCommand } from '../every-command.ts';
import { print } from '../output.ts';
import { usage } from '../usage/completion.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export const completion = command(usage, async ({ shell }) => {
  print(scripts[shell](placesOf(await everyCommand())));
  return 0;
});
