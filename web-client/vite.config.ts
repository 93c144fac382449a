// Five pages, one bundle each: a trainee on a weak phone never downloads the staff's consoles.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { aliases } from './building/aliases.ts';
import { brotli } from './building/brotli.ts';

export default defineConfig({
  appType: 'mpa',
  plugins: [svelte(), brotli()],
  resolve: { alias: aliases },
  build: {
    target: 'es2022',
    // Nothing may be inlined: the content security policy has no `unsafe-inline` and no `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        trainee: 'trainee.html',
        facilitator: 'facilitator.html',
        support: 'support.html',
        organiser: 'organiser.html',
        elsewhere: 'elsewhere.html',
      },
    },
  },
  // The project's own types live one folder up.
  server: { fs: { allow: ['..'] } },
});
