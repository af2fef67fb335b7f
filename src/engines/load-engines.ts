import { engineFaults } from '../decisions/domain/foreign/engine-faults.js';
import type { DecisionEngine } from '../decisions/domain/ports/decision-engine.js';
import { importModule } from './import-module.js';

/**
 * Modules named in the configuration do not provide the engines they should. The message has one line for each fault.
 */
export class EngineModuleInvalid extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'EngineModuleInvalid';
  }
}

/** Code that is not needed to describe an engine belongs in its steps. */
const LOADING_DEADLINE_MS = 10_000;

/**
 * Loads engines that are not part of this program: each module exports `engines`, a list of {@link DecisionEngine}s.
 *
 * @param paths ES modules, absolute or relative to the working directory
 * @throws EngineModuleInvalid with every fault of every module
 */
export async function loadEngines(
  paths: readonly string[],
  deadlineMs = LOADING_DEADLINE_MS,
): Promise<DecisionEngine[]> {
  const modules = await Promise.all(paths.map((path) => load(path, deadlineMs)));
  const faults = modules.flatMap((module) => module.faults);
  if (faults.length > 0) throw new EngineModuleInvalid(faults);
  return modules.flatMap(({ engines }) => engines);
}

interface LoadedModule {
  /** Usable if there are no faults. */
  readonly engines: readonly DecisionEngine[];
  readonly faults: readonly string[];
}

async function load(path: string, deadlineMs: number): Promise<LoadedModule> {
  const { exports, fault } = await importModule(path, deadlineMs);
  const faults = fault === null ? faultsIn(exports) : [fault];
  return {
    engines: faults.length === 0 ? (exports.engines as DecisionEngine[]) : [],
    faults: faults.map((text) => `Engine module ${path}: ${text}.`),
  };
}

function faultsIn({ engines, ...others }: Readonly<Record<string, unknown>>): readonly string[] {
  if (!Array.isArray(engines)) return [`it exports no list named "engines"${insteadOf(engines, others)}`];
  if (engines.length === 0) return ['its list "engines" is empty'];
  return engines.flatMap((engine, nth) => engineFaults(engine, nth));
}

/** What was exported instead, which most likely is a slip. */
function insteadOf(engines: unknown, others: Readonly<Record<string, unknown>>): string {
  if (engines !== undefined) return `: "engines" is of the type ${typeof engines}`;
  const names = Object.keys(others);
  return `: it exports ${names.length === 0 ? 'nothing' : names.join(', ')}`;
}
