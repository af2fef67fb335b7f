import type { OpenAPIObject } from '@nestjs/swagger';
import type { DecisionEngine, EngineSchemas } from '../../domain/ports/decision-engine.js';
import { DEFAULT_ENGINE } from '../input/start.body.js';

type Schemas = Record<string, object>;

/** What is described for all engines, and the name of the union that has a variant for each engine. */
const UNIONS = { StartBody: 'StartDecision', StatusView: 'DecisionStatus' } as const;

/**
 * Publishes what the engines of this instance take and give: starts and statuses become a choice by `engine`, so that a
 * generated client knows the members of a result.
 */
export function addEngineSchemas(document: OpenAPIObject, engines: readonly DecisionEngine[]): void {
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  const names = [...new Set(engines.map(({ name }) => name))].sort();
  pointToUnions(document);
  leaveOpen(schemas);
  for (const name of names) {
    const newest = engines.filter((engine) => engine.name === name).reduce(newer);
    Object.assign(schemas, componentsOf(newest));
  }
  schemas.StartDecision = choice(names, 'Start');
  schemas.DecisionStatus = choice(names, 'Status');
  schemas.StatusEvent = STATUS_EVENT;
}

const STATUS_EVENT = {
  type: 'object',
  description: 'One server-sent event.',
  required: ['id', 'data'],
  properties: {
    id: { type: 'string', description: 'The entity tag without its quotes.', example: 'mhx4k2a1.4.a' },
    data: { $ref: '#/components/schemas/DecisionStatus' },
  },
};

function newer(one: DecisionEngine, other: DecisionEngine): DecisionEngine {
  return other.version > one.version ? other : one;
}

/** The type of a result is given for each engine. */
function leaveOpen({ StatusView: status }: Schemas): void {
  if (status && 'properties' in status) {
    Object.assign(status.properties as Schemas, {
      result: { description: 'What the engine decided; null until then.' },
    });
  }
}

/** `AnalyticProblem`, `AnalyticResult` and what they refer to, `AnalyticStart` and `AnalyticStatus`. */
function componentsOf({ name, schemas }: DecisionEngine): Schemas {
  const prefix = pascal(name);
  const engine = { type: 'string', const: name };
  const isDefault = name === DEFAULT_ENGINE;
  const known = schemas
    ? { ...hoisted(`${prefix}Problem`, shown(schemas)), ...hoisted(`${prefix}Result`, schemas.result) }
    : {};
  const problem = schemas ? ref(`${prefix}Problem`) : {};
  const result = schemas ? { anyOf: [ref(`${prefix}Result`), { type: 'null' }] } : {};
  return {
    ...known,
    [`${prefix}Start`]: {
      allOf: [
        ref('StartBody'),
        {
          type: 'object',
          properties: { engine, problem },
          required: isDefault ? ['problem'] : ['engine', 'problem'],
        },
      ],
    },
    [`${prefix}Status`]: {
      allOf: [
        ref('StatusView'),
        { type: 'object', properties: { engine, result }, required: ['engine', 'result'] },
      ],
    },
  };
}

function choice(engines: readonly string[], kind: 'Start' | 'Status'): object {
  const mapping = Object.fromEntries(engines.map((name) => [name, ref(`${pascal(name)}${kind}`).$ref]));
  const oneOf = Object.values(mapping).map(($ref) => ({ $ref }));
  // A discriminator makes its member required, but a start need not name the engine.
  return kind === 'Start' ? { oneOf } : { oneOf, discriminator: { propertyName: 'engine', mapping } };
}

/** The schema of a problem, with the first of the engine's examples: the others are listed with the engine. */
function shown({ problem, examples }: EngineSchemas): object {
  const [example] = Object.values(examples);
  return example === undefined ? problem : { ...problem, examples: [example] };
}

/** A schema as a component, and its definitions as components next to it. */
function hoisted(name: string, schema: object): Schemas {
  const text = JSON.stringify(schema).replace(
    /"#\/\$defs\/([^"/]+)"/g,
    (_whole, definition: string) => `"#/components/schemas/${name}${pascal(definition)}"`,
  );
  const { $defs = {}, ...own } = JSON.parse(text) as { $defs?: Schemas };
  const definitions = Object.entries($defs).map(([key, value]) => [`${name}${pascal(key)}`, value]);
  return { ...(Object.fromEntries(definitions) as Schemas), [name]: withoutIds(own) };
}

function withoutIds(schema: object): object {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'));
}

/** Every route refers to the union; the components keep what is common to all. */
function pointToUnions(document: OpenAPIObject): void {
  let paths = JSON.stringify(document.paths);
  for (const [base, union] of Object.entries(UNIONS)) {
    paths = paths.replaceAll(`"#/components/schemas/${base}"`, `"#/components/schemas/${union}"`);
  }
  document.paths = JSON.parse(paths) as OpenAPIObject['paths'];
}

function ref(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

function pascal(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
