import { describe, expect, it } from 'vitest';
import { inWords } from './analyst.ts';

describe('an error of the engine', () => {
  it('is told in its words and place, without its own names', () => {
    expect(
      inWords(
        'Code: 62. DB::Exception: Syntax error: failed at position 8 (x) (line 1, col 8): x\nFORMAT JSONCompactEachRowWithProgress. (SYNTAX_ERROR) (version 26.7.2.1)',
      ),
    ).toBe('Syntax error: failed at position 8 (x) (line 1, col 8): x.');
  });

  it('says what to do where a limit was met', () => {
    expect(inWords('Timeout exceeded: elapsed 20001 ms', 'TIMEOUT_EXCEEDED')).toContain('Limit start_time');
    expect(inWords('Memory limit exceeded', 'MEMORY_LIMIT_EXCEEDED')).toContain('more memory');
  });

  it('is found behind the marks of an answer that broke off', () => {
    expect(
      inWords(
        '__exception__\r\nabcdefghijklmnop\r\nCode: 395. DB::Exception: it is too large. (FUNCTION_THROW_IF_VALUE_IS_NON_ZERO) (version 26.7.2.1)\n63 abcdefghijklmnop\r\n__exception__\r\n',
      ),
    ).toBe('it is too large.');
  });
});
