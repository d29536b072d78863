import { defineConfig } from 'vitest/config';

// Tests here start real brokers and engines: each may take its time, none waits for it.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 120_000 } });
