import type {
  DecisionEngine,
  StepContext,
  StepResult,
} from '../../src/decisions/domain/ports/decision-engine.js';
import type { JsonValue } from '../../src/decisions/domain/json.js';

type StepScript = (context: StepContext, call: number) => StepResult | Promise<StepResult>;

export interface ScriptedEngine extends DecisionEngine {
  /** `step` of each call, in order, over all processes and instances. */
  readonly calls: string[];
}

/** An engine whose steps do what a test says; `call` counts the calls of one step, from 1. */
export function scriptedEngine(
  steps: Readonly<Record<string, StepScript>>,
  overrides: Partial<Pick<DecisionEngine, 'name' | 'version'>> & {
    attempts?: number;
    timeoutMs?: number;
  } = {},
): ScriptedEngine {
  const calls: string[] = [];
  const { attempts, timeoutMs, ...identity } = overrides;
  return {
    ...{ name: 'scripted', version: 1, ...identity, calls },
    parse: (problem) => problem as JsonValue,
    steps: Object.entries(steps).map(([name, script]) => ({
      name,
      ...(attempts === undefined ? {} : { attempts }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      run: (context: StepContext) => {
        calls.push(name);
        return script(context, calls.filter((call) => call === name).length);
      },
    })),
  };
}

/** A promise a test resolves when it wants to. */
export class Gate<T = void> {
  readonly opened: Promise<T>;
  open: (value: T) => void = () => undefined;

  constructor() {
    this.opened = new Promise((resolve) => (this.open = resolve));
  }
}

/** Never answers, and rejects when told to stop: a step that is busy for as long as the test likes. */
export function untilAborted({ signal }: Pick<StepContext, 'signal'>): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}
