import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { documentOf } from '../support/http-contract.js';

jest.setTimeout(120_000);

const ROOT = new URL('../../', import.meta.url).pathname;
const SCHEMA = `${ROOT}test/schema.d.ts`;
const CLIENT = `${ROOT}test/client.ts`;
const HEAD = `
import createClient from 'openapi-fetch';
import type { operations, paths } from './schema.js';
const client = createClient<paths>({ baseUrl: 'http://127.0.0.1:8000' });
`;

/** What authors of clients are handed: linted as they would, and made into a client that is compiled. */
describe('the OpenAPI document, in the hands of others', () => {
  let instance: AppInstance;
  let document: OpenAPIObject;
  let schema: string;

  beforeAll(async () => {
    instance = await anApp();
    document = await documentOf(instance.http);
    schema = astToString(await openapiTS(document as unknown as OpenAPI3));
  });
  afterAll(() => instance.close());

  it('has no fault by the rules linters recommend', async () => {
    expect(await lintErrors(document)).toEqual([]);
    expect(await lintErrors({ ...document, paths: { '/tea': { get: {} } } })).not.toEqual([]);
  });

  it('makes a client that starts with the members that are required alone', () => {
    const start = `
      const problem = { alternatives: ['A', 'B'], criteria: [{ name: 'price', direction: 'cost' as const }], scores: [[1], [2]] };
      const { data } = await client.POST('/decisions/start', { body: { decision_query: 'Which of the two is it?', problem } });
      export const id: string | undefined = data?.process_id;`;
    expect(faultsOf(schema, start)).toEqual([]);
    const without = start.replace(', problem } });', ' } });');
    expect(faultsOf(schema, without)).toHaveLength(1);
  });

  it('makes a client that knows the members of a result', () => {
    const read = `
      const { data } = await client.GET('/decisions/status/{process_id}', { params: { path: { process_id: '' } } });
      export const name: string | null | undefined = data?.engine === 'analytic' ? data.result?.recommended : undefined;`;
    expect(faultsOf(schema, read)).toEqual([]);
    expect(faultsOf(schema, read.replace('recommended', 'recommendation'))).toHaveLength(1);
  });

  it('gives operations names that read like words', () => {
    const named = ['startDecision', 'getDecisionStatus', 'listEngines', 'removeCorruptRecord'];
    const use = named.map((name) => `export declare const ${name}: operations['${name}'];`).join('\n');
    expect(faultsOf(schema, use)).toEqual([]);
  });
});

async function lintErrors(document: object): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  const errors = problems.filter(({ severity }) => severity === 'error');
  return errors.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

/** What the compiler says of a client with these statements; nothing is written anywhere. */
function faultsOf(schema: string, statements: string): string[] {
  const files = new Map([
    [SCHEMA, schema],
    [CLIENT, HEAD + statements],
  ]);
  const options: ts.CompilerOptions = {
    ...{
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    },
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: [] },
  };
  const host = ts.createCompilerHost(options);
  const own = { ...host };
  Object.assign(host, {
    fileExists: (name: string) => files.has(name) || own.fileExists(name),
    readFile: (name: string) => files.get(name) ?? own.readFile(name),
    getSourceFile: (name: string, languageVersion: ts.ScriptTarget) => {
      const text = files.get(name);
      if (text === undefined) return own.getSourceFile(name, languageVersion);
      return ts.createSourceFile(name, text, languageVersion);
    },
  });
  const program = ts.createProgram([CLIENT], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
