import { lockHome } from './lock.ts';

/** Takes the home it is given, says whether it got it, and holds it until its standard input ends. */
const [, , home = ''] = process.argv;
try {
  const unlock = lockHome(home);
  console.log('taken');
  process.stdin.on('end', unlock).resume();
} catch (error) {
  console.log(error instanceof Error ? error.name : error);
}
