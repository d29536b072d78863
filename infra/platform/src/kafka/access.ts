import { z } from 'zod';

export const saslMechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** Addresses of a Kafka cluster, and the login. */
export const kafkaAccess = z.object({
  /** host:port of each. */
  brokers: z.array(z.string()),
  /** Missing where the cluster needs no login. */
  user: z
    .object({ mechanism: z.enum(saslMechanisms), username: z.string(), password: z.string() })
    .optional(),
  /** Missing = no TLS. `ca` (PEM): authority of the brokers' certificates, where Node doesn't know it. */
  tls: z.object({ ca: z.string().optional() }).optional(),
});

export type KafkaAccess = z.infer<typeof kafkaAccess>;

/** Environment variables for another process to use this cluster. TLS is not included. */
export function kafkaEnvironment({ brokers, user }: KafkaAccess): NodeJS.ProcessEnv {
  return {
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_SASL_MECHANISM: user?.mechanism,
    KAFKA_SASL_USERNAME: user?.username,
    KAFKA_SASL_PASSWORD: user?.password,
  };
}
