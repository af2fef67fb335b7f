// Makes a package of the built program, for engines that live in a folder of their own: `npm run package`.
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from './prepare/run.mjs';

/** What of package.json is of use to those who install it. */
const KEPT = [
  'name',
  'version',
  'description',
  'license',
  'private',
  'type',
  'exports',
  'engines',
  'dependencies',
];
const WITH_IT = ['README.md', 'LICENSE', 'examples'];

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'package-'));
try {
  // `dist` is a link to the latest build, and links do not get into packages.
  cpSync(realpathSync('dist'), join(folder, 'dist'), { recursive: true });
  for (const path of WITH_IT) cpSync(path, join(folder, path), { recursive: true });
  const kept = Object.fromEntries(KEPT.map((name) => [name, manifest[name]]));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(kept, null, 2));
  await pack(resolve(process.argv[2] ?? '.'));
} finally {
  rmSync(folder, { recursive: true });
}

async function pack(into) {
  const args = ['pack', folder, '--pack-destination', into, '--loglevel=error'];
  const { code } = await run('npm', args, { quiet: true });
  if (code !== 0) throw new Error('npm could not make the package.');
  const file = join(into, `${manifest.name}-${manifest.version}.tgz`);
  console.log(`${file}\n\nWhere the engine lives:\n\n  npm install ${file}`);
  console.log(`  ENGINE_MODULES=engine.mjs node node_modules/${manifest.name}/dist/main.js`);
}
