import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;
const BEAT_MS = 1_000;
/** A holder that has not shown a sign of life for so long has ended, even if something else has its process id now. */
const STALE_MS = 15_000;

/**
 * Calls `work` while no other process of this clone is between its own begin and end. One that was killed in between
 * holds nobody up.
 *
 * @template T
 * @param {string} path of the file that is the lock
 * @param {() => Promise<T>} work
 */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  await taken(path);
  const beat = setInterval(() => utimesSync(path, new Date(), new Date()), BEAT_MS);
  const leave = () => rmSync(path, { force: true });
  process.once('exit', leave);
  const interrupted = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [signal, () => process.exit(1)]);
  for (const [signal, exit] of interrupted) process.once(signal, exit);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    for (const [signal, exit] of interrupted) process.off(signal, exit);
    process.off('exit', leave);
    leave();
  }
}

async function taken(path) {
  let isSaid = false;
  while (!take(path)) {
    const stale = staleHolder(path);
    if (stale !== null) dropStale(path, stale);
    else if (!isSaid) {
      console.error('Another command is installing or building here: waiting for it.');
      isSaid = true;
    }
    await delay(POLL_MS);
  }
}

function take(path) {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** What the lock of a holder that has ended says, or `null` if somebody holds it. */
function staleHolder(path) {
  try {
    const holder = readFileSync(path, 'utf8');
    const isSilent = Date.now() - statSync(path).mtimeMs > STALE_MS;
    return isSilent || (holder !== '' && !isAlive(Number(holder))) ? holder : null;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Another may have dropped it and taken the lock meanwhile: what was moved away by mistake is put back. */
function dropStale(path, stale) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') !== stale) linkSync(aside, path);
    rmSync(aside, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
