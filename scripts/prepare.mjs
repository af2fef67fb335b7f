// Makes a fresh clone ready: `node scripts/prepare.mjs [install] [build] [bench] [redis]`. Needs nothing but Node and npm.
import { build, isBuilt } from './prepare/build.mjs';
import { install, isInstalled } from './prepare/install.mjs';
import { withLock } from './prepare/lock.mjs';
import { provideRedis } from './prepare/redis.mjs';

const wanted = new Set(process.argv.slice(2));

try {
  if (!isReady()) await withLock('.build/lock', makeReady);
  if (wanted.has('redis')) provideRedis();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

function isReady() {
  const peers = !wanted.has('bench') || isInstalled('bench');
  return isInstalled() && peers && (!wanted.has('build') || isBuilt());
}

/** A command that waited for the lock finds most of it done. */
async function makeReady() {
  if (!isInstalled()) await install();
  if (wanted.has('bench') && !isInstalled('bench')) await install('bench');
  if (wanted.has('build') && !isBuilt()) await build();
}
