import { join } from 'node:path';
import { z } from 'zod';
import { answerFile } from './answer.ts';
import { requestMessage } from './request.ts';

const folder = join(import.meta.dirname, '../../casework');

const published = (format: z.ZodType) =>
  `${JSON.stringify(z.toJSONSchema(format, { io: 'input' }), null, 2)}\n`;

/** The JSON Schemas that are published for providers: the files, and what must stand in them. */
export const jsonSchemas = [
  { path: join(folder, 'ringtrace.request-1.schema.json'), content: published(requestMessage) },
  { path: join(folder, 'ringtrace.answer-1.schema.json'), content: published(answerFile) },
];
