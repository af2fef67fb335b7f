import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DecisionEngine } from '../decisions/domain/ports/decision-engine.js';

/** A module named in the configuration does not give the engines it should. */
export class EngineModuleInvalid extends Error {
  constructor(path: string, fault: string, options?: ErrorOptions) {
    super(`Engine module ${path}: ${fault}.`, options);
    this.name = 'EngineModuleInvalid';
  }
}

/**
 * Loads engines that are not part of this program: each module exports `engines`, a list of {@link DecisionEngine}s.
 *
 * @param paths ES modules, absolute or relative to the working directory
 * @throws EngineModuleInvalid
 */
export async function loadEngines(paths: readonly string[]): Promise<DecisionEngine[]> {
  const lists = await Promise.all(paths.map((path) => load(path)));
  return lists.flat();
}

async function load(path: string): Promise<DecisionEngine[]> {
  const { engines } = await importModule(path);
  if (!Array.isArray(engines)) throw new EngineModuleInvalid(path, 'it exports no list named "engines"');
  const candidates: unknown[] = engines;
  if (!candidates.every(isEngine)) {
    throw new EngineModuleInvalid(
      path,
      'an engine needs a name, a version from 1 up, parse() and steps with name and run()',
    );
  }
  return candidates;
}

async function importModule(path: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as Record<string, unknown>;
  } catch (cause) {
    throw new EngineModuleInvalid(path, 'it cannot be loaded', { cause });
  }
}

function isEngine(candidate: unknown): candidate is DecisionEngine {
  return (
    isRecord(candidate) &&
    typeof candidate.name === 'string' &&
    Number.isInteger(candidate.version) &&
    Number(candidate.version) >= 1 &&
    typeof candidate.parse === 'function' &&
    Array.isArray(candidate.steps) &&
    candidate.steps.every(
      (step) => isRecord(step) && typeof step.name === 'string' && typeof step.run === 'function',
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
