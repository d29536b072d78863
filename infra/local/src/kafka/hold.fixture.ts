/** Launches a broker on the folder it is given and holds it until it is killed; prints the broker's process id. */
import { join } from 'node:path';
import { launchKafka } from './launch.ts';

const dataDir = process.argv[2] ?? '';
const kafka = await launchKafka({ dataDir, credentialsFile: join(dataDir, '..', 'credentials.json') });
console.log(kafka.pid);
