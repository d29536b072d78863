/** Starts a broker on the folder given as argument, prints its process id, and runs until it is killed. */
import { join } from 'node:path';
import { launchKafka } from './launch.ts';

const dataDir = process.argv[2] ?? '';
const kafka = await launchKafka({ dataDir, credentialsFile: join(dataDir, '..', 'credentials.json') });
console.log(kafka.pid);
