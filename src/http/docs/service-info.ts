import { readFileSync } from 'node:fs';

/** Name and version of this service, as its package says. */
export const SERVICE_INFO: ServiceInfo = read();

/** The name and the version of this program. */
export interface ServiceInfo {
  readonly name: string;
  readonly version: string;
}

function read(): ServiceInfo {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  );
  return { name: text(manifest, 'name'), version: text(manifest, 'version') };
}

function text(manifest: unknown, field: 'name' | 'version'): string {
  const value: unknown =
    typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, field) : null;
  if (typeof value !== 'string') throw new Error(`package.json has no ${field}.`);
  return value;
}
