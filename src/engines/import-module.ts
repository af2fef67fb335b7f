import { access } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { factsOf, read } from '../decisions/domain/foreign/thrown.js';
import { placeOfSyntaxError } from './syntax-place.js';

/** What a module exports, and why it cannot be used if it cannot. */
export interface ImportedModule {
  readonly exports: Readonly<Record<string, unknown>>;
  /** Why the module has no engines, in words that name file and line as far as they are known. */
  readonly fault: string | null;
}

/** Imports a module written by somebody else, with a time limit. Never rejects. */
export async function importModule(path: string, deadlineMs: number): Promise<ImportedModule> {
  const file = resolve(path);
  if (!(await exists(file))) return failed(`there is no such file; ${file} was looked for`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ImportedModule>((give) => {
    const fault = `it has not finished loading after ${deadlineMs / 1000} s: something it waits for at its top level does not come`;
    timer = setTimeout(() => give(failed(fault)), deadlineMs);
  });
  const ended = (code: number) => process.stderr.write(`${endingOf(path, code)}\n`);
  process.once('exit', ended);
  return Promise.race([imported(file), late]).finally(() => {
    clearTimeout(timer);
    process.off('exit', ended);
  });
}

/** A module that ends the program leaves no other chance to say which one it was. */
function endingOf(path: string, code: number): string {
  return `Engine module ${path}: the program ended with code ${code} while it was being loaded.`;
}

async function imported(file: string): Promise<ImportedModule> {
  try {
    const exports = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    return { exports, fault: null };
  } catch (thrown) {
    return failed(`it cannot be loaded: ${causeOf(thrown, file)}`);
  }
}

function failed(fault: string): ImportedModule {
  return { exports: {}, fault };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Where a module is loaded from another folder, this package is not among its own. */
const OWN_PACKAGE = "Cannot find package 'decision-backend'";
const PROVIDED =
  '; it is found by modules in the folder of this service, and where the package that "npm run package" makes is installed';

function causeOf(thrown: unknown, file: string): string {
  const { name, message } = factsOf(thrown);
  const place = placeIn(read(thrown, 'stack')) ?? (name === 'SyntaxError' ? placeOfSyntaxError(file) : null);
  const hint = message.startsWith(OWN_PACKAGE) ? PROVIDED : '';
  const text = `${name}: ${message.replace(/\s*\n\s*/g, ' ') || 'without a word'}${hint}`;
  return place === null ? text : `${text} (${relative('', place.file) || place.file}, line ${place.line})`;
}

/** The first place in a stack that is a file and not part of Node itself. */
function placeIn(stack: unknown): { readonly file: string; readonly line: number } | null {
  const [, url, line] =
    /(file:\/\/[^\n)]*?):(\d+)(?=[:)\n]|$)/.exec(typeof stack === 'string' ? stack : '') ?? [];
  if (url === undefined || url === import.meta.url) return null;
  return { file: fileURLToPath(url), line: Number(line) };
}
