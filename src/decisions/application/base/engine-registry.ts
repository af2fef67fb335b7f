import { Inject, Injectable } from '@nestjs/common';
import { DECISION_ENGINES, type DecisionEngine } from '../../domain/ports/decision-engine.js';
import { UnknownEngine } from './errors.js';

/** The engines this instance has; it leaves processes of any other name or version alone. */
@Injectable()
export class EngineRegistry {
  private readonly engines = new Map<string, DecisionEngine>();
  private readonly newest = new Map<string, DecisionEngine>();

  constructor(@Inject(DECISION_ENGINES) engines: readonly DecisionEngine[]) {
    for (const engine of engines) this.add(engine);
  }

  get names(): string[] {
    return [...this.newest.keys()].sort();
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
    const key = `${engine.name}@${engine.version}`;
    const names = engine.steps.map(({ name }) => name);
    if (this.engines.has(key)) throw new Error(`Engine ${key} is registered twice.`);
    if (names.length === 0 || new Set(names).size !== names.length) {
      throw new Error(`Engine ${key} needs at least one step, each with a name of its own.`);
    }
    this.engines.set(key, engine);
    if (engine.version > (this.newest.get(engine.name)?.version ?? 0)) this.newest.set(engine.name, engine);
  }
}
