/** The consumer group of all ingest workers. */
export const ingestGroup = 'ringtrace-ingest';
