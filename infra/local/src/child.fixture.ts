import { writeFileSync } from 'node:fs';

/** A worker that writes a file when it starts, and runs until its parent disconnects or ends it. */
writeFileSync(process.env['STARTED_FILE'] ?? '', '');
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
