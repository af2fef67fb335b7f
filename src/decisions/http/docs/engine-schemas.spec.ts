import { describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { scriptedEngine } from '../../../../test/support/scripted-engine.js';
import { addEngineSchemas } from './engine-schemas.js';

function documented(): OpenAPIObject {
  const $ref = '#/components/schemas/StatusView';
  return {
    openapi: '3.1.0',
    info: { title: 'A', version: '1' },
    paths: {
      '/a': {
        get: {
          responses: { 200: { description: '', content: { 'application/json': { schema: { $ref } } } } },
        },
      },
    },
    components: { schemas: { StatusView: { properties: { result: {} } }, StartBody: {} } },
  };
}

describe('the schemas of engines', () => {
  const two = {
    ...scriptedEngine({ only: () => 1 }, { name: 'two-bids', version: 2 }),
    schemas: {
      problem: {
        type: 'object',
        properties: { bid: { $ref: '#/$defs/bid' } },
        $defs: { bid: { type: 'number' } },
      },
      result: { type: 'object' },
      examples: { modest: { bid: 1 }, generous: { bid: 9 } },
    },
  };
  const engines = [
    scriptedEngine({ only: () => 1 }, { name: 'two-bids' }),
    two,
    scriptedEngine({ only: () => 1 }),
  ];

  it('are components of the newest version, with their definitions beside them', () => {
    const document = documented();
    addEngineSchemas(document, engines);
    expect(document.components?.schemas).toMatchObject({
      TwoBidsProblem: {
        properties: { bid: { $ref: '#/components/schemas/TwoBidsProblemBid' } },
        examples: [{ bid: 1 }],
      },
      TwoBidsProblemBid: { type: 'number' },
      TwoBidsResult: { type: 'object' },
      ScriptedStatus: { allOf: [{}, { properties: { engine: { const: 'scripted' } } }] },
    });
    expect(document.components?.schemas).not.toHaveProperty('ScriptedResult');
  });

  it('make a status a choice by engine on every route', () => {
    const document = documented();
    addEngineSchemas(document, engines);
    expect(JSON.stringify(document.paths)).toContain('"#/components/schemas/DecisionStatus"');
    expect(document.components?.schemas?.DecisionStatus).toEqual({
      oneOf: [
        { $ref: '#/components/schemas/ScriptedStatus' },
        { $ref: '#/components/schemas/TwoBidsStatus' },
      ],
      discriminator: {
        propertyName: 'engine',
        mapping: {
          scripted: '#/components/schemas/ScriptedStatus',
          'two-bids': '#/components/schemas/TwoBidsStatus',
        },
      },
    });
  });
});
