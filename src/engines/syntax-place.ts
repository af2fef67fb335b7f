import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** How many files are checked: an engine has a few, and each check takes a moment. */
const MAX_FILES = 20;
const IMPORTED = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/**
 * Where the syntax error of a module is, or of a module that it imports by a relative path. Node only prints this to
 * the console, so a separate Node checks file by file, without running any.
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
