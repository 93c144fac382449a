// The page of all parts, for looking at while building and for the browser tests. It is no part of the product.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { aliases } from '../building/aliases.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [svelte({ configFile: '../svelte.config.js' })],
  resolve: { alias: aliases },
  server: { fs: { allow: ['../..'] } },
});
