/** Launches a broker on the folder it is given and holds it until it is killed; prints the broker's process id. */
import { launchKafka } from './launch.ts';

const kafka = await launchKafka({ dataDir: process.argv[2] ?? '' });
console.log(kafka.pid);
