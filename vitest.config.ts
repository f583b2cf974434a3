import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'contract/**/*.test.ts',
      'server/**/*.test.ts',
      'phrases/**/*.test.ts',
      'tools/**/*.test.ts',
      'web/**/*.test.ts',
      'e2e/**/*.test.ts',
      'demo/**/*.test.ts',
    ],
    globalSetup: ['server/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
