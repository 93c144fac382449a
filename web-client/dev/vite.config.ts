// The trainee's screens over a feed, for looking at them without a server: `npx vite --config dev/vite.config.ts`.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { aliases } from '../building/aliases.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: '../public',
  plugins: [svelte({ configFile: '../svelte.config.js' })],
  resolve: { alias: aliases },
  build: { outDir: '../node_modules/.screens', emptyOutDir: true, target: 'es2022' },
  server: { fs: { allow: ['../..'] } },
});
