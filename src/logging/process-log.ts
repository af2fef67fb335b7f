import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '../decisions/application/base/clock.js';
import { type ProcessEvent, ProcessEvents } from '../decisions/application/base/process-events.js';
import { factsOf } from '../decisions/domain/thrown.js';
import { processLine } from './process-lines.js';
import { ROOT_LOGGER } from './root-logger.js';
import { Throttle } from './throttle.js';

/** While the store is away every background task fails again and again; each says so only once in this time. */
const REPEAT_TROUBLE_MS = 30_000;

/** One line for each thing that happens to a process on this instance. */
@Injectable()
export class ProcessLog implements OnModuleInit {
  private readonly throttle: Throttle;

  constructor(
    @Inject(ROOT_LOGGER) private readonly logger: Logger,
    @Inject(CLOCK) clock: Clock,
    private readonly events: ProcessEvents,
  ) {
    this.throttle = new Throttle(clock, REPEAT_TROUBLE_MS);
  }

  onModuleInit(): void {
    this.events.subscribe((event) => this.write(event));
  }

  private write(event: ProcessEvent): void {
    const suppressed = event.type === 'trouble' ? this.throttle.admit(troubleKey(event)) : 0;
    if (suppressed === null) return;
    const { level, fields, message } = processLine(event);
    this.logger[level](suppressed > 0 ? { ...fields, suppressed } : fields, message);
  }
}

function troubleKey({ task, error }: { task: string; error: unknown }): string {
  return `${task}:${factsOf(error).name}`;
}
