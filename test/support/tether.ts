import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Ends a child with this process, however that ends: the tether's input ends then, even if it is killed. A listener of
 * `exit` would not do, as a signal ends a worker of the tests without one.
 */
export function tether(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const line = spawn('sh', ['-c', 'read -r _; kill -9 "$1"', 'tether', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  line.unref();
  (line.stdin as Socket).unref();
  child.once('exit', () => line.kill('SIGKILL'));
}
