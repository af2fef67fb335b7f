import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** So many files are looked at: an engine is a few, and the check takes a moment for each. */
const MAX_FILES = 20;
const IMPORTED = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/**
 * Where the syntax error of a module is, or of one that it imports by a relative path. Node says it only to the console,
 * so it is asked to check file by file, without running any.
 */
export function placeOfSyntaxError(module: string): { readonly file: string; readonly line: number } | null {
  const files = [module];
  for (let nth = 0; nth < Math.min(files.length, MAX_FILES); nth++) {
    const file = files[nth] ?? module;
    const line = lineOfError(file);
    if (line !== null) return { file, line };
    for (const imported of importsOf(file)) if (!files.includes(imported)) files.push(imported);
  }
  return null;
}

function lineOfError(file: string): number | null {
  const { stderr } = spawnSync(process.execPath, ['--check', file], { encoding: 'utf8', timeout: 5_000 });
  const [, line] = /^\S.*?:(\d+)$/m.exec(stderr) ?? [];
  return line === undefined ? null : Number(line);
}

function importsOf(file: string): readonly string[] {
  try {
    return [...readFileSync(file, 'utf8').matchAll(IMPORTED)].map(([, path = '']) =>
      resolve(dirname(file), path),
    );
  } catch {
    return [];
  }
}
