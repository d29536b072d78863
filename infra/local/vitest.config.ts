// Tests here start real brokers and engines: each may take its time, none waits for it.
export default { test: { testTimeout: 60_000, hookTimeout: 120_000 } };
