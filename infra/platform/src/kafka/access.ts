import { z } from 'zod';

export const saslMechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** Where a Kafka cluster is, and who signs in there. */
export const kafkaAccess = z.object({
  brokers: z.array(z.string()),
  /** None where the cluster asks nobody who they are. */
  user: z
    .object({ mechanism: z.enum(saslMechanisms), username: z.string(), password: z.string() })
    .optional(),
  /** TLS where it is there; `ca` in PEM where the brokers' certificates aren't signed by a well-known authority. */
  tls: z.object({ ca: z.string().optional() }).optional(),
});

export type KafkaAccess = z.infer<typeof kafkaAccess>;

/** The variables by which another process signs in to a cluster that is reached without TLS. */
export function kafkaEnvironment({ brokers, user }: KafkaAccess): NodeJS.ProcessEnv {
  return {
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_SASL_MECHANISM: user?.mechanism,
    KAFKA_SASL_USERNAME: user?.username,
    KAFKA_SASL_PASSWORD: user?.password,
  };
}
