import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from './json-schemas.ts';

describe('published JSON Schemas', () => {
  it.each(jsonSchemas.map(({ path, content }) => [basename(path), path, content]))(
    '%s is what the code says (npm run docs writes it)',
    (_, path, content) => {
      expect(readFileSync(path, 'utf8')).toBe(content);
    },
  );

  it('refuse a field of an answer that is not described, and let later versions of a request add some', () => {
    const [request, answer] = jsonSchemas.map(({ content }) => content);
    expect(answer).toContain('"additionalProperties": false');
    expect(request).not.toContain('"additionalProperties": false');
  });
});
