import { Injectable } from '@nestjs/common';
import type { RunningProcess } from '../../domain/decision-process.js';
import type { Run } from '../ownership/run-slots.js';

/** Does the attempt at the current step of the process and answers what it answers, errors included. */
export type StepTracer = <T>(run: Run, process: RunningProcess, attempt: () => Promise<T>) => Promise<T>;

/** Where traces take part in the running of steps. Until somebody is there to trace them, steps are just run. */
@Injectable()
export class StepTracing {
  private tracer: StepTracer = (_run, _process, attempt) => attempt();

  use(tracer: StepTracer): void {
    this.tracer = tracer;
  }

  trace<T>(run: Run, process: RunningProcess, attempt: () => Promise<T>): Promise<T> {
    return this.tracer(run, process, attempt);
  }
}
