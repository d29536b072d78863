import { describe, expect, it } from 'vitest';
import { statusLine } from './status-line.ts';

function terminal(columns: number) {
  const written: string[] = [];
  return {
    written,
    isTTY: true,
    columns,
    write: (text: string | Uint8Array) => written.push(String(text)) > 0,
  };
}

describe('statusLine', () => {
  it('is written over', () => {
    const on = terminal(80);
    const line = statusLine(0, on);
    line.show('1 of 2');
    line.show('2 of 2');
    line.end();
    expect(on.written).toEqual(['\r\x1b[J1 of 2', '\r\x1b[J2 of 2', '\n']);
  });

  it('takes several rows where it is longer than the terminal is wide, and goes back over all of them', () => {
    const on = terminal(21);
    const line = statusLine(0, on);
    line.show('200 of 200 legs sent, 4 candidates pending');
    line.show('done');
    line.show('still done');
    expect(on.written).toEqual([
      '\r\x1b[J200 of 200 legs\nsent, 4 candidates\npending',
      '\x1b[2A\r\x1b[Jdone',
      '\r\x1b[Jstill done',
    ]);
  });

  it('cuts a word that is longer than a row, so that the rows are as many as it counts', () => {
    const on = terminal(11);
    statusLine(0, on).show('at abcdefghijklmnop');
    expect(on.written).toEqual(['\r\x1b[Jat\nabcdefghij']);
  });

  it('ends nothing where nothing is shown', () => {
    const on = terminal(80);
    statusLine(0, on).end();
    expect(on.written).toEqual([]);
  });
});
