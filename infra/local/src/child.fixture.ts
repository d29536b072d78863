import { writeFileSync } from 'node:fs';

/** A worker that says that it runs, and stays until its parent lets go of it. */
writeFileSync(process.env['STARTED_FILE'] ?? '', '');
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
