/**
 * The health check of an image: `node healthy.mjs NAME` ends with 0 while the worker NAME of this container answers its /health
 * with 200. It is plain JavaScript with no imports, because an image runs it every ten seconds.
 */
const [name = ''] = process.argv.slice(2);
const port = process.env[`RINGTRACE_${name.toUpperCase()}_METRICS_PORT`];
try {
  const { status } = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(4_000) });
  process.exitCode = status === 200 ? 0 : 1;
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
