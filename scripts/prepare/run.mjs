import { spawn } from 'node:child_process';

/**
 * Runs a program to its end, with its output passed on unless `quiet`.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean }} [options]
 * @returns {Promise<{ code: number, stderr: string }>} `code` is 1 if a signal ended it or it could not be started
 */
export function run(command, args, { quiet = false } = {}) {
  const child = spawn(command, args, {
    // npm is a script on Windows.
    shell: process.platform === 'win32' && command === 'npm',
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
    if (!quiet) process.stderr.write(text);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, stderr: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, stderr }));
  });
}
