import { readdirSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

const ROOT = new URL('../../', import.meta.url);

/** Content of a file of the project; the path is relative to its root. */
export function textOf(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

/** Paths of all files below a folder of the project. */
export function filesBelow(folder: string): string[] {
  const entries = readdirSync(new URL(folder, ROOT), { recursive: true, withFileTypes: true });
  const root = ROOT.pathname;
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length));
}

/** All documents of a YAML file. Whatever the parser has to say against one is an error. */
export function documentsOf(path: string): unknown[] {
  return parseAllDocuments(textOf(path), { merge: true }).map((document) => {
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) throw new Error(`${path}: ${fault.message}`);
    return document.toJS() as unknown;
  });
}

export function documentOf(path: string): unknown {
  const [first, ...others] = documentsOf(path);
  if (others.length > 0) throw new Error(`${path} holds more than one document.`);
  return first;
}

/** What a document has at a path of names and positions; `undefined` where it has nothing. */
export function at(document: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (node, key) => (isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined),
    document,
  );
}

/** The items at a path that has to be a list. */
export function itemsAt(document: unknown, ...path: readonly (string | number)[]): unknown[] {
  const items = at(document, ...path);
  if (!Array.isArray(items)) throw new Error(`${path.join('.')} is not a list.`);
  return items as unknown[];
}

/** The names and values at a path that has to be a mapping. */
export function entriesAt(document: unknown, ...path: readonly (string | number)[]): [string, unknown][] {
  const node = at(document, ...path);
  if (!isRecord(node)) throw new Error(`${path.join('.')} is not a mapping.`);
  return Object.entries(node);
}

function isRecord(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}
