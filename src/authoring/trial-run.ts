import { Ending } from '../decisions/application/base/ending.js';
import { backoff } from '../decisions/application/base/retry-policy.js';
import { KeptValues } from '../decisions/application/running/kept-values.js';
import { questionOf } from '../decisions/application/running/asking/question.js';
import { executeStep, type StepAnswer } from '../decisions/application/running/step-execution.js';
import { isPermanent, reportFailure } from '../decisions/application/running/step-failure.js';
import type { ProcessError } from '../decisions/domain/decision-process.js';
import type { JsonObject, JsonValue } from '../decisions/domain/json.js';
import type { DecisionEngine, DecisionStep } from '../decisions/domain/ports/decision-engine.js';
import type { Question } from '../decisions/domain/waiting/requests.js';
import { planFor } from '../decisions/domain/plan.js';
import { TrialClock } from './trial-clock.js';
import { type TrialAnswers, TrialPeople } from './trial-people.js';

const PROCESS_ID = '01980f3e-7c1b-7d64-9f2a-0123456789ab';
const BACKOFF = { baseMs: 1_000, capMs: 60_000 };

/** The limits a trial is run with. */
export interface TrialLimits {
  /** Steps during which the instance dies once, after the step has done its work and before its output is stored. */
  readonly crashDuring: readonly string[];
  readonly maxAttempts: number;
  readonly stepTimeoutMs: number;
  readonly maxOutputBytes: number;
  readonly patienceMs: number;
  /** What people answer, by the name of the question. A question without an answer expires, if it can. */
  readonly answers: TrialAnswers;
}

/** One process from its first step to its end, step by step as a server does it. */
export class TrialRun {
  readonly outputs: Record<string, JsonValue> = {};
  readonly attempts: Record<string, number> = {};
  private readonly clock = new TrialClock();
  private readonly startedAt = this.clock.now();
  private readonly crashes: Set<string>;
  /** What the current step has kept: it survives a crash. */
  private kept: JsonObject = {};
  private readonly people: TrialPeople;

  constructor(
    private readonly engine: DecisionEngine,
    private readonly problem: JsonValue,
    private readonly limits: TrialLimits,
  ) {
    this.crashes = new Set(limits.crashDuring);
    this.people = new TrialPeople(limits.answers, this.clock);
  }

  get elapsedMs(): number {
    return this.clock.now() - this.startedAt;
  }

  /** Why it failed; `null` if it completed. */
  async untilEnd(): Promise<ProcessError | null> {
    const planned = planFor(this.engine, this.problem);
    for (const step of this.engine.steps.filter(({ name }) => planned.includes(name))) {
      const error = await this.untilFinished(step);
      if (error) return error;
    }
    return null;
  }

  private async untilFinished(step: DecisionStep): Promise<ProcessError | null> {
    const attempts = Math.min(step.attempts ?? Infinity, this.limits.maxAttempts);
    for (let attempt = 1; ; attempt++) {
      this.attempts[step.name] = attempt;
      let question: Question;
      try {
        const answer = await this.attempt(step);
        if (this.crashes.delete(step.name)) {
          if (attempt >= attempts) return exhausted(step.name, attempt);
          continue;
        }
        if ('output' in answer) {
          this.outputs[step.name] = answer.output;
          this.kept = {};
          return null;
        }
        const { name: engine, version } = this.engine;
        question = questionOf(answer.options, { engine, version, step: step.name });
      } catch (thrown) {
        if (isPermanent(thrown) || attempt >= attempts) return reportFailure(thrown, step.name).error;
        this.clock.moveTo(this.clock.now() + backoff(attempt, this.clock.random(), BACKOFF));
        continue;
      }
      // Outside of what a step may fail with: an answer that is none is a fault of the trial.
      const unanswered = this.people.answer(question, step.name);
      if (unanswered) return unanswered;
      // Asking a question does not use up an attempt.
      attempt--;
    }
  }

  private async attempt(step: DecisionStep): Promise<StepAnswer> {
    const { maxOutputBytes, stepTimeoutMs } = this.limits;
    const key = `${PROCESS_ID}:${step.name}`;
    const kept = new KeptValues(
      { kept: this.kept },
      (current, name, value) => {
        this.kept = { ...current.kept, [name]: value };
        return Promise.resolve({ kept: this.kept });
      },
      { key, maxBytes: maxOutputBytes },
    );
    const answers = this.people.answersTo(step.name);
    const outputs = { ...this.outputs };
    const input = {
      problem: this.problem,
      outputs: () => outputs,
      answers: () => answers,
      key,
      fairnessKey: 'trial',
      kept,
    };
    const limits = {
      maxOutputBytes,
      timeoutMs: step.timeoutMs ?? stepTimeoutMs,
      onLateResult: () => undefined,
    };
    const call = { input, stopped: new Ending() };
    const answer = executeStep(step, call, this.clock, limits);
    const impatience = setInterval(() => this.clock.moveToNextTimer(), this.limits.patienceMs);
    return answer.finally(() => clearInterval(impatience));
  }
}

function exhausted(step: string, attempt: number): ProcessError {
  return {
    code: 'attempts_exhausted',
    message: `The step was begun ${attempt} times without an outcome.`,
    step,
  };
}
