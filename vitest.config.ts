import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Left to itself, vitest keeps one processor free, which is half of a small machine.
  test: { include: ['test/**/*.test.ts'], testTimeout: 180_000, maxWorkers: '100%' },
})
