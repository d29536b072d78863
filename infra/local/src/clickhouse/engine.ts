import { libchdbPath } from 'chdb/libchdb';
import { DataType, isNullPointer, type JsExternal, load, open, restorePointer, wrapPointer } from 'ffi-rs';

const LIBRARY = 'chdb';

/**
 * Runs ClickHouse with command-line arguments (the first is the program's name) in a thread of its own. Resolves when
 * ClickHouse has ended: with undefined after success, else with its error text.
 *
 * chDB's Node binding offers connections only. But chDB's library also contains the program clickhouse-local, which the
 * function `chdb_query_cmdline` runs. Its statement `SYSTEM START LISTEN HTTP` opens ClickHouse's own HTTP interface.
 */
export async function runClickHouse(args: string[]): Promise<string | undefined> {
  open({ library: LIBRARY, path: libchdbPath() });
  const result = await load({
    library: LIBRARY,
    funcName: 'chdb_query_cmdline',
    retType: DataType.External,
    paramsType: [DataType.I32, DataType.StringArray],
    paramsValue: [args.length, args],
    runInNewThread: true,
    freeResultMemory: false,
  });
  return errorOf(result);
}

function errorOf(result: JsExternal): string | undefined {
  const text = load({
    library: LIBRARY,
    funcName: 'chdb_result_error',
    retType: DataType.External,
    paramsType: [DataType.External],
    paramsValue: [result],
    freeResultMemory: false,
  });
  if (isNullPointer(text)) return undefined;
  return restorePointer({ retType: [DataType.String], paramsValue: wrapPointer([text]) })[0];
}
