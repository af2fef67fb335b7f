import { Inject, Injectable } from '@nestjs/common';
import type { DecisionEngine, DecisionStep } from '../../domain/ports/decision-engine.js';
import {
  currentStep,
  type DecisionProcess,
  isSettled,
  outputsOf,
  type RunningProcess,
} from '../../domain/decision-process.js';
import type { JsonValue } from '../../domain/json.js';
import { answersTo } from '../../domain/waiting/requests.js';
import { ask, checkpoint, complete, failStep, isRejection, keep } from '../../domain/transitions.js';
import type { Rejection } from '../../domain/next-state.js';
import { plannedSteps } from '../../domain/plan.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { parseProblem } from '../base/parse-problem.js';
import { ProcessEvents, type StepFailureReport } from '../base/process-events.js';
import { ProcessWriter } from './process-writer.js';
import { backoff } from '../base/retry-policy.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';
import type { Run } from '../ownership/run-slots.js';
import { KeptValues } from './kept-values.js';
import { questionOf } from './asking/question.js';
import { executeStep, type StepAnswer } from './step-execution.js';
import { isPermanent, reportFailure, TooManyRequests, UnknownStep } from './step-failure.js';
import { StepTracing } from './step-tracing.js';
import { StepsUnderWay } from './steps-under-way.js';

/** Shared by all processes of callers without a name; no name is empty. */
const NOBODY = '';

/** What stays the same while a process is run. */
interface Work {
  readonly run: Run;
  readonly engine: DecisionEngine;
  /** In their order; `null` if the engine has other steps than those the process was planned with. */
  readonly steps: readonly DecisionStep[] | null;
  /** The problem as the engine reads it: read for the first step, and kept for the others. */
  readonly problem: () => JsonValue;
}

/** The result of a step. */
interface StepOutcome {
  /** The process as last stored: the step may have kept values meanwhile. */
  readonly from: RunningProcess;
  readonly next: DecisionProcess;
  /** How the step failed, whether or not it is tried again; `null` if it did not. */
  readonly failure: StepFailureReport | null;
}

/** Runs one process that this instance owns, step by step. Each outcome is stored before the next step begins. */
@Injectable()
export class ProcessRunner {
  constructor(
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly writer: ProcessWriter,
    private readonly events: ProcessEvents,
    private readonly tracing: StepTracing,
    private readonly steps: StepsUnderWay,
  ) {}

  /**
   * Ends when the process is settled, waits for another attempt, is no longer ours, or the run is told to stop.
   *
   * @throws StoreUnavailable when the run is told to stop before the store has answered
   */
  async run(run: Run, engine: DecisionEngine, process: RunningProcess): Promise<void> {
    const problem = memo(() => parseProblem(engine, process.problem));
    const work = { run, engine, steps: plannedSteps(engine, process), problem };
    let current: DecisionProcess = process;
    while (current.status === 'running' && !run.isStopping) {
      run.process = current;
      const outcome = await this.advance(work, current);
      if (outcome === null || !(await this.writer.write(outcome.from, outcome.next, run.ending))) return;
      this.report(outcome);
      current = outcome.next;
    }
    run.process = current.status === 'running' ? current : null;
  }

  /** What becomes of the process after its current step; `null` when the run was told to stop meanwhile. */
  private async advance(work: Work, process: RunningProcess): Promise<StepOutcome | null> {
    const { run, engine } = work;
    const startedAt = this.clock.now();
    const step = work.steps?.[process.finished.length] ?? null;
    const kept = this.keptValues(run, process);
    try {
      if (step === null) throw new UnknownStep();
      const atWork = { processId: process.id, engine: engine.name, step: step.name };
      const answer = await this.steps.during(atWork, () =>
        this.tracing.trace(run, process, () => this.execute(work, step, kept)),
      );
      await kept.close();
      const next =
        'output' in answer
          ? this.succeed(kept.latest, startedAt, answer.output)
          : this.ask(engine, kept.latest, answer.options);
      return { from: kept.latest, next, failure: null };
    } catch (error) {
      await kept.close();
      return run.ending.hasEnded ? null : this.fail(kept.latest, step, error);
    }
  }

  private execute(
    { run, problem }: Work,
    step: DecisionStep,
    kept: KeptValues<RunningProcess>,
  ): Promise<StepAnswer> {
    const process = kept.latest;
    const input = {
      kept,
      problem: problem(),
      outputs: () => outputsOf(process),
      answers: () => answersTo(currentStep(process), process.requests),
      key: kept.key,
      fairnessKey: process.owner ?? NOBODY,
    };
    return executeStep(step, { input, stopped: run.ending }, this.clock, {
      timeoutMs: step.timeoutMs ?? this.settings.stepTimeoutMs,
      maxOutputBytes: this.settings.maxOutputBytes,
      onLateResult: () => this.events.emit({ type: 'late_result', process, step: step.name }),
    });
  }

  private keptValues(run: Run, process: RunningProcess): KeptValues<RunningProcess> {
    const write = async (current: RunningProcess, name: string, value: JsonValue) => {
      const kept = { worker: current.worker, step: currentStep(current) ?? '', name, value };
      const next = notRefused(keep(current, kept, this.clock.now()));
      if (!(await this.writer.write(current, next, run.ending))) run.abort('superseded');
      run.ending.throwIfEnded();
      run.process = next;
      return next;
    };
    return new KeptValues(process, write, { key: keyOf(process), maxBytes: this.settings.maxOutputBytes });
  }

  private succeed(process: RunningProcess, startedAt: number, output: JsonValue): DecisionProcess {
    const isLast = process.finished.length === process.plan.length - 1;
    const success = { worker: process.worker, step: currentStep(process) ?? '', output, startedAt };
    return notRefused((isLast ? complete : checkpoint)(process, success, this.clock.now()));
  }

  /** @throws PermanentStepError for a question that cannot be asked */
  private ask({ name, version }: DecisionEngine, process: RunningProcess, options: unknown): DecisionProcess {
    const step = currentStep(process) ?? '';
    const question = questionOf(options, { engine: name, version, step });
    const asked = ask(process, { worker: process.worker, step, question }, this.clock.now());
    if (isRejection(asked) && asked.rejected === 'too_many_requests') throw new TooManyRequests();
    return notRefused(asked);
  }

  private fail(process: RunningProcess, step: DecisionStep | null, error: unknown): StepOutcome {
    const { worker, attempt } = process;
    const now = this.clock.now();
    const attempts = Math.min(step?.attempts ?? Infinity, this.settings.maxAttempts);
    const limits = { baseMs: this.settings.backoffMs, capMs: this.settings.backoffCapMs };
    const isLastAttempt = isPermanent(error) || attempt >= attempts;
    const retryAt = isLastAttempt ? null : now + backoff(attempt, this.clock.random(), limits);
    const failure = reportFailure(error, currentStep(process) ?? '');
    const next = notRefused(failStep(process, { worker, error: failure.error, retryAt }, now));
    return { from: process, next, failure };
  }

  private report({ from: before, next: after, failure }: StepOutcome): void {
    const step = currentStep(before) ?? '';
    const finished = after.finished.at(before.finished.length);
    if (finished) {
      const tookMs = finished.completedAt - finished.startedAt;
      this.events.emit({ type: 'step_completed', process: after, step, tookMs });
    }
    if (failure) {
      const retryAt = after.status === 'pending' ? after.runAt : null;
      this.events.emit({ type: 'step_failed', process: after, step, failure, retryAt });
    }
    if (after.status === 'waiting') this.events.emit({ type: 'asked', process: after });
    if (isSettled(after)) this.events.emit({ type: 'settled', process: after });
  }
}

/** The runner only decides what the state machine allows; anything else is a bug in this program. */
function notRefused<T extends DecisionProcess>(transition: T | Rejection): T {
  if (isRejection(transition))
    throw new Error(`The runner asked for what the process refuses: ${transition.rejected}`);
  return transition;
}

/** The same for every attempt at the current step. */
function keyOf(process: RunningProcess): string {
  return `${process.id}:${currentStep(process) ?? ''}`;
}

function memo<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
