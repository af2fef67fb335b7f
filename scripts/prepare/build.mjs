import { createHash } from 'node:crypto';
import {
  cpSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from './run.mjs';

const BUILDS = '.build';
const CURRENT = 'dist';
/** How many builds are kept, in addition to any that was made or asked for in the last days: a server may still be running from it. */
const KEPT = 3;
const KEPT_MS = 48 * 3_600_000;

/** Whether `dist` is what the sources say. */
export function isBuilt() {
  const name = fingerprint();
  if (targetOf(CURRENT) !== join(BUILDS, name, 'dist') || !isThere(CURRENT)) return false;
  touch(name);
  return true;
}

/**
 * Builds aside and makes `dist` point there in one move, so that it is never missing and never half done. A server that
 * runs keeps the files it was started from: Node resolves the link when it loads the program.
 *
 * @throws Error if the sources cannot be compiled
 */
export async function build() {
  const name = fingerprint();
  if (!isThere(join(BUILDS, name, 'dist'))) await compile(name);
  touch(name);
  pointTo(name);
  removeOld(name);
}

async function compile(name) {
  const aside = join(BUILDS, `${name}.${process.pid}`);
  rmSync(aside, { recursive: true, force: true });
  const out = join(aside, 'dist');
  const tsc = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', out];
  const { code } = await run(process.execPath, tsc);
  if (code !== 0) {
    rmSync(aside, { recursive: true, force: true });
    throw new Error('The sources cannot be compiled; above the compiler says why.');
  }
  for (const path of sources('src').filter((path) => !path.endsWith('.ts')))
    cpSync(path, join(out, path.slice('src/'.length)));
  // The program reads its name and version where it stands in a clone: beside the folder it was built into.
  cpSync('package.json', join(aside, 'package.json'));
  rmSync(join(BUILDS, name), { recursive: true, force: true });
  renameSync(aside, join(BUILDS, name));
}

/** A link is replaced by renaming another over it; only a folder of an earlier release has to be moved away before. */
function pointTo(name) {
  const link = `${CURRENT}.${process.pid}`;
  rmSync(link, { force: true });
  const isWindows = process.platform === 'win32';
  const target = join(BUILDS, name, 'dist');
  symlinkSync(isWindows ? resolve(target) : target, link, isWindows ? 'junction' : 'dir');
  const isFolder = targetOf(CURRENT) === null && isThere(CURRENT);
  if (isFolder || isWindows) rmSync(`${BUILDS}/replaced`, { recursive: true, force: true });
  if (isFolder) renameSync(CURRENT, `${BUILDS}/replaced`);
  else if (isWindows) rmSync(CURRENT, { force: true, recursive: true });
  renameSync(link, CURRENT);
}

function removeOld(current) {
  const others = readdirSync(BUILDS)
    .filter((name) => name !== current && statSync(join(BUILDS, name)).isDirectory())
    .map((name) => ({ path: join(BUILDS, name), usedAt: statSync(join(BUILDS, name)).mtimeMs }))
    .sort((a, b) => b.usedAt - a.usedAt);
  for (const { path, usedAt } of others.slice(KEPT - 1)) {
    if (Date.now() - usedAt > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** A name for everything the build depends on. */
function fingerprint() {
  const inputs = [
    ...sources('src'),
    'tsconfig.json',
    'tsconfig.build.json',
    'package.json',
    'package-lock.json',
  ];
  const hash = createHash('sha256');
  for (const path of inputs) {
    const content = readFileSync(path);
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/** What is built, in an order that is always the same. */
function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|lua)$/.test(entry.name) && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function touch(name) {
  utimesSync(join(BUILDS, name), new Date(), new Date());
}

function targetOf(path) {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : null;
  } catch {
    return null;
  }
}

function isThere(path) {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
