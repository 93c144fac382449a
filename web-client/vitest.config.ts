import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { aliases } from './building/aliases.ts';

export default defineConfig({
  plugins: [svelte()],
  // Without the browser condition Svelte would hand out its server build, which cannot mount.
  resolve: { alias: aliases, conditions: ['browser'] },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['building/test-setup.ts'],
    restoreMocks: true,
  },
});
