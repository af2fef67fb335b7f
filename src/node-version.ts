import { readFileSync } from 'node:fs';

/**
 * Why this version of Node cannot run the program, in one line; `null` if it can. The required version is in
 * `package.json`, and this file uses only what an older Node understands.
 *
 * @param present e.g. `20.19.0`
 */
export function nodeFault(present: string): string | null {
  const wanted = wantedVersion();
  if (!isOlder(present, wanted)) return null;
  return `This needs Node ${wanted} or newer, and this is ${present}: install a newer one from https://nodejs.org, or with your version manager ("nvm install 24").`;
}

function isOlder(present: string, wanted: string): boolean {
  const [major = 0, minor = 0] = present.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

function wantedVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const [, range = ''] = /"node":\s*"[^\d"]*([\d.]+)"/.exec(manifest) ?? [];
  return range;
}
