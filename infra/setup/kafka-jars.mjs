import { jarsOf } from './jars.mjs';

const kafka = jarsOf('kafka', 'Kafka');

/** The Apache Kafka version that kafka/pom.xml pins. */
export const kafkaVersion = kafka.version;

/** Folder with the jars of a broker. Where it exists it is complete. */
export const kafkaLibsDir = kafka.libsDir;

/** Downloads the jars of a broker. Throws SetupError. */
export const fetchKafkaJars = kafka.fetch;
