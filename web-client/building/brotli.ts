// Writes a brotli copy beside every file of the finished build, once, at the best quality, so that the
// server never spends a moment of a live session on compressing.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const compress = promisify(brotliCompress);
const COMPRESSIBLE = /\.(html|js|css|svg|json|txt|webmanifest)$/;
const TOO_SMALL_TO_HELP_BYTES = 200;

export function brotli(): Plugin {
  let folder = '';
  return {
    name: 'alongside-brotli',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const files = await readdir(folder, { recursive: true });
      await Promise.all(
        files.filter((name) => COMPRESSIBLE.test(name)).map((name) => shrink(join(folder, name))),
      );
    },
  };
}

async function shrink(path: string): Promise<void> {
  const raw = await readFile(path);
  if (raw.length < TOO_SMALL_TO_HELP_BYTES) return;
  const small = await compress(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    },
  });
  if (small.length < raw.length) await writeFile(`${path}.br`, small);
}
