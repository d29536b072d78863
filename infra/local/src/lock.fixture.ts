import { lockHome } from './lock.ts';

/** Locks the folder given as argument, prints the result, and keeps the lock until standard input ends. */
const [, , home = ''] = process.argv;
try {
  const unlock = lockHome(home);
  console.log('taken');
  process.stdin.on('end', unlock).resume();
} catch (error) {
  console.log(error instanceof Error ? error.name : error);
}
