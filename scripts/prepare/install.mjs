import { readFileSync } from 'node:fs';
import { run } from './run.mjs';

/** Codes with which npm says that nobody is there, rather than that somebody refuses. */
const AWAY =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|FETCH_ERROR|ENETDOWN)\b/;
const PING = ['ping', '--fetch-retries=0', '--fetch-timeout=4000', '--loglevel=error'];

/**
 * Whether what is installed is what the lock file says. Compared by content: checking out a branch gives files a new
 * time, and installing again takes the packages away from servers that are running.
 */
export function isInstalled(folder = '.') {
  const wanted = packagesOf(`${folder}/package-lock.json`);
  const present = packagesOf(`${folder}/node_modules/.package-lock.json`);
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional, link }]) => {
    if (path === '' || link) return true;
    const found = present[path];
    // What is for another platform is not there.
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

/** @throws Error whose message says in one sentence why not */
export async function install(folder = '.') {
  const away = await registryAway();
  if (away !== null) {
    console.error(
      `The npm registry cannot be reached (${away}): trying with what npm has kept from earlier.`,
    );
  }
  const options = away === null ? [] : ['--offline'];
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder, ...options];
  const { code, stderr } = await run('npm', args, { quiet: away !== null });
  if (code === 0) return;
  const reason = away ?? AWAY.exec(stderr)?.[0];
  throw new Error(
    reason
      ? `The packages this needs are not here and the npm registry cannot be reached (${reason}): connect to the network, or name a registry or proxy that can be reached ("npm config set registry URL", HTTPS_PROXY).`
      : 'npm could not install what package-lock.json names; above it says why.',
  );
}

/** Asked first, because npm itself goes on trying for minutes. The code of the failure, or `null`. */
async function registryAway() {
  const { code, stderr } = await run('npm', PING, { quiet: true });
  return code === 0 ? null : (AWAY.exec(stderr)?.[0] ?? null);
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
}
