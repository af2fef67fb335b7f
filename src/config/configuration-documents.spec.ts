import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Env } from './env.js';
import { type VariableDocument, variablesOf } from './variable.js';

// To bring the documents up to date with `Env`: UPDATE_DOCUMENTS=1 npx jest src/config
const ROOT = new URL('../../', import.meta.url);
const VARIABLES = variablesOf(Env);
const DEFAULTS = new Map<string, unknown>(Object.entries(new Env()));

describe('the documents about configuration', () => {
  it('cover every field of the environment', () => {
    expect(VARIABLES.map(({ name }) => name).sort()).toEqual([...DEFAULTS.keys()].sort());
  });

  it('have one table, which says what the code says', () => {
    expectDocument('docs/configuration.md', (text) =>
      text.replace(/(?<=<!-- configuration -->\n).*(?=<!-- \/configuration -->)/s, `\n${table()}\n`),
    );
  });

  it('have one example, in which everything has its default', () => {
    expectDocument('.env.example', () => example());
  });
});

function expectDocument(path: string, render: (text: string) => string): void {
  const file = new URL(path, ROOT);
  const isUpdate = process.env.UPDATE_DOCUMENTS === '1';
  const text = isUpdate && path.startsWith('.') ? '' : readFileSync(file, 'utf8');
  if (isUpdate) writeFileSync(file, render(text));
  else expect(text).toBe(render(text));
}

function table(): string {
  const head = ['| variable | default | must be | what it is for |', '| --- | --- | --- | --- |'];
  const rows = VARIABLES.map(
    ({ name, rule, description }) => `| \`${name}\` | ${code(defaultOf(name))} | ${rule} | ${description} |`,
  );
  return [...head, ...rows, ''].join('\n');
}

function example(): string {
  const head = '# Copy to .env and remove the # of what is to differ. See docs/configuration.md.\n';
  const line = ({ name, rule, description }: VariableDocument) =>
    `\n# ${description} (${rule})\n#${name}=${defaultOf(name)}\n`;
  return head + VARIABLES.map(line).join('');
}

function defaultOf(name: string): string {
  const value = DEFAULTS.get(name);
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? `${value as string | number | boolean}`
    : '';
}

function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}
