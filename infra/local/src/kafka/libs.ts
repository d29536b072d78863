export { kafkaLibsDir } from '@ringtrace/setup/kafka-jars';
