import { spawn } from 'node:child_process';

/**
 * Ends a child with this process, however that ends: the tether's input ends then, even if it is killed. A listener of
 * `exit` would not do, as a signal ends a process without one.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function tether(child) {
  if (child.pid === undefined) return;
  const line = spawn('sh', ['-c', 'read -r _; kill -9 "$1"', 'tether', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell there is no tether, and nothing else changes.
  line.on('error', () => {});
  line.unref();
  line.stdin.unref();
  child.once('exit', () => line.kill('SIGKILL'));
}
