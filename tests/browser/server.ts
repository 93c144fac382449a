// A real server for one test: the binary that `cargo test` left behind, on a free port, with a data folder of its own.
// It can be killed without warning and started again on the same data, as the power cut does it.
import { test as base } from '@playwright/test';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 20_000;
const STOP_MS = 10_000;

/** Where the binary is: named by ALONGSIDE_BINARY, or in cargo's target folder. */
export function binary(): string {
  const target = process.env['CARGO_TARGET_DIR'] ?? 'target';
  const path = process.env['ALONGSIDE_BINARY'] ?? join(resolve(ROOT, target), 'debug', 'alongside');
  if (!existsSync(path))
    throw new Error(`There is no ${path}; run \`cargo test\` first, which leaves it there.`);
  return path;
}

export class Server {
  /** `http://127.0.0.1:PORT`, or https with a certificate, without a slash at the end. */
  url = '';
  /** The one-time link of the first owner; only a new database prints one. */
  ownerLink: string | undefined;
  /** What the server wrote to stderr, for the message of a failed test. */
  log = '';
  #process: ChildProcess | undefined;
  #port = 0;

  constructor(
    readonly data: string,
    readonly more: readonly string[] = [],
  ) {}

  /** Starts the server and waits until it listens. A second start takes the same port, as a restart does. */
  async start(): Promise<void> {
    const child = spawn(
      binary(),
      ['serve', '--port', String(this.#port), '--data', this.data, ...this.more],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#process = child;
    child.stderr.on('data', (bytes: Buffer) => (this.log += bytes.toString()));
    await new Promise<void>((listening, failed) => {
      const say = (why: string) => failed(new Error(`The server ${why}.\n${this.log}`));
      const patience = setTimeout(() => say(`did not listen within ${START_MS / 1000} seconds`), START_MS);
      child.once('error', (error) => say(`could not be started: ${error.message}`));
      child.once('exit', (code) => say(`ended with code ${code} before it listened`));
      this.#read(child, () => {
        clearTimeout(patience);
        child.removeAllListeners('exit');
        listening();
      });
    });
  }

  /** Reads the lines that we wait for; on a new database the owner's link stands before the address. */
  #read(child: ChildProcess, listening: () => void): void {
    let text = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      this.ownerLink ??= /^owner link: (\S+)$/m.exec(text)?.[1];
      const address = /^listening on (https?:\/\/127\.0\.0\.1:(\d+))\s*$/m.exec(text);
      if (!address?.[1]) return;
      this.url = address[1];
      this.#port = Number(address[2]);
      listening();
    });
  }

  /** Asks the server to end and waits for it. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** SIGKILL: nothing is flushed, nobody is told. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((ended) => child.once('exit', ended));
    child.kill(signal);
    const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(patience);
  }
}

/** `test` with a `server` that is already listening and is gone, with its data, when the test ends. */
export const test = base.extend<{ server: Server; serverArguments: string[] }>({
  serverArguments: [[], { option: true }],
  server: async ({ serverArguments }, use) => {
    const data = await mkdtemp(join(tmpdir(), 'alongside-'));
    const server = new Server(data, serverArguments);
    try {
      await server.start();
      await use(server);
    } finally {
      await server.stop();
      await rm(data, { recursive: true, force: true });
    }
  },
});

export { expect } from '@playwright/test';
