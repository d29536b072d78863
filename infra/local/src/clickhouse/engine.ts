import { libchdbPath } from 'chdb/libchdb';
import { DataType, isNullPointer, type JsExternal, load, open, restorePointer, wrapPointer } from 'ffi-rs';

const LIBRARY = 'chdb';

/**
 * Runs ClickHouse with command-line arguments (the first is the program's name) in a thread of its own and
 * resolves when it has ended: to undefined after success, else to ClickHouse's error text.
 *
 * The Node binding of chDB reaches connections only. The library also holds clickhouse-local whole, whose
 * `SYSTEM START LISTEN HTTP` serves ClickHouse's own HTTP interface; `chdb_query_cmdline` is the way in.
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
