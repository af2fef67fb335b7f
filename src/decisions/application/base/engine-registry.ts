import { Inject, Injectable } from '@nestjs/common';
import { DECISION_ENGINES, type DecisionEngine } from '../../domain/ports/decision-engine.js';
import { engineFaults } from '../../domain/foreign/engine-faults.js';
import { UnknownEngine } from './errors.js';

/**
 * The engines of this instance do not fit together, or one of them is not valid. The message has one line for each
 * fault.
 */
export class EnginesInvalid extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.map((fault) => `Engines: ${fault}.`).join('\n'));
    this.name = 'EnginesInvalid';
  }
}

/** The engines of this instance. It leaves processes of any other name or version alone. */
@Injectable()
export class EngineRegistry {
  private readonly engines = new Map<string, DecisionEngine>();
  private readonly newest = new Map<string, DecisionEngine>();

  constructor(@Inject(DECISION_ENGINES) engines: readonly DecisionEngine[]) {
    const faults = faultsOf(engines);
    if (faults.length > 0) throw new EnginesInvalid(faults);
    for (const engine of engines) this.add(engine);
  }

  get names(): string[] {
    return [...this.newest.keys()].sort();
  }

  /** Name and version of each engine. */
  get all(): readonly DecisionEngine[] {
    return [...this.engines.values()];
  }

  find(name: string, version: number): DecisionEngine | null {
    return this.engines.get(`${name}@${version}`) ?? null;
  }

  /** @throws UnknownEngine */
  latest(name: string): DecisionEngine {
    const engine = this.newest.get(name);
    if (!engine) throw new UnknownEngine(name, this.names);
    return engine;
  }

  private add(engine: DecisionEngine): void {
    this.engines.set(keyOf(engine), engine);
    if (engine.version > (this.newest.get(engine.name)?.version ?? 0)) this.newest.set(engine.name, engine);
  }
}

function faultsOf(engines: readonly DecisionEngine[]): readonly string[] {
  const keys = engines.map(keyOf);
  const twice = new Set(keys.filter((key, nth) => keys.indexOf(key) !== nth));
  return [
    ...engines.flatMap((engine, nth) => engineFaults(engine, nth)),
    ...[...twice].map((key) => `there are two engines ${key}: a change of an engine needs another version`),
  ];
}

function keyOf({ name, version }: DecisionEngine): string {
  return `${name}@${version}`;
}
