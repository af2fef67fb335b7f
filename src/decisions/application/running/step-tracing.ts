import { Injectable } from '@nestjs/common';
import type { RunningProcess } from '../../domain/decision-process.js';
import type { Run } from '../ownership/run-slots.js';

/** Makes the attempt at the current step of the process and passes on its answer, errors included. */
export type StepTracer = <T>(run: Run, process: RunningProcess, attempt: () => Promise<T>) => Promise<T>;

/** Where tracing takes part in running steps. Without tracing, steps are just run. */
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
