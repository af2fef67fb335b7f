import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '../decisions/application/base/clock.js';
import { type ProcessEvent, ProcessEvents } from '../decisions/application/base/process-events.js';
import { factsOf } from '../decisions/domain/foreign/thrown.js';
import { StoreUnavailable } from '../decisions/domain/errors.js';
import { StoreMonitor } from '../health/store-monitor.js';
import { fieldsOf, lineOf } from './process-lines.js';
import { ROOT_LOGGER } from './root-logger.js';
import { Throttle } from './throttle.js';

/** While the store is away every background task fails again and again; each reports it only once in this time. */
const REPEAT_TROUBLE_MS = 30_000;

/** One line for each thing that happens to a process on this instance. */
@Injectable()
export class ProcessLog implements OnModuleInit {
  private readonly throttle: Throttle;

  constructor(
    @Inject(ROOT_LOGGER) private readonly logger: Logger,
    @Inject(CLOCK) clock: Clock,
    private readonly events: ProcessEvents,
    private readonly monitor: StoreMonitor,
  ) {
    this.throttle = new Throttle(clock, REPEAT_TROUBLE_MS);
  }

  onModuleInit(): void {
    this.events.subscribe((event) => this.hear(event));
  }

  private hear(event: ProcessEvent): void {
    if (event.type === 'trouble' && event.error instanceof StoreUnavailable) void this.writeOfStore(event);
    else this.write(event);
  }

  /** While the store is down every task fails for the one reason that `StoreLog` has reported. */
  private async writeOfStore(event: ProcessEvent): Promise<void> {
    if (!(await this.monitor.explainsFailure())) this.write(event);
  }

  private write(event: ProcessEvent): void {
    const suppressed = event.type === 'trouble' ? this.throttle.admit(troubleKey(event)) : 0;
    if (suppressed === null) return;
    const line = lineOf(event);
    const { level, message } = line;
    if (!this.logger.isLevelEnabled(level)) return;
    const fields = fieldsOf(event, line);
    this.logger[level](suppressed > 0 ? { ...fields, suppressed } : fields, message);
  }
}

function troubleKey({ task, error }: { task: string; error: unknown }): string {
  return `${task}:${factsOf(error).name}`;
}
