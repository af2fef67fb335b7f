import { Counter, Histogram, type Registry } from 'prom-client';

const SECONDS = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200];

/** The instruments by what they count or measure. */
export type ProcessInstruments = ReturnType<typeof processInstruments>;

/** What is counted and measured about processes. Labels have few values: engines, their steps, and fixed words. */
export function processInstruments(registry: Registry) {
  const counter = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter<L>({ name: `decision_${name}_total`, help, labelNames, registers: [registry] });
  const seconds = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Histogram<L>({
      name: `decision_${name}_seconds`,
      help,
      labelNames,
      buckets: SECONDS,
      registers: [registry],
    });
  return {
    accepted: counter('processes_accepted', 'Processes accepted and stored', ['engine']),
    settled: counter('processes_settled', 'Processes that ended', ['engine', 'status']),
    removed: counter('cleanup_removed', 'Settled processes removed because they had expired'),
    troubles: counter(
      'background_failures',
      'Failed calls of background tasks: because of the store, or by a fault of their own',
      ['task', 'cause'],
    ),
    repairs: counter('index_repairs', 'Processes that indexes disagreed with and that were corrected', [
      'outcome',
    ]),
    retries: counter('step_retries', 'Failed steps that are tried again', ['engine', 'step']),
    failures: counter('step_failures', 'Steps that failed for good', ['engine', 'step']),
    occurrences: occurrences(counter),
    queueWait: seconds('queue_wait', 'Time from being due to being begun', ['engine']),
    stepDuration: seconds('step_duration', 'Duration of completed steps', ['engine', 'step']),
    processDuration: seconds('process_duration', 'Time from creation to end', ['engine', 'status']),
  };
}

type MakeCounter = (name: string, help: string) => Counter;

/** Events that say only that they happened. */
function occurrences(counter: MakeCounter) {
  return {
    resumed: counter('processes_resumed', 'Failed or cancelled processes put back to work'),
    asked: counter('requests_asked', 'Questions put to people'),
    answered: counter('requests_answered', 'Questions that people have answered'),
    expired: counter('requests_expired', 'Questions that nobody has answered in time'),
    released: counter('processes_released', 'Processes handed over at shutdown'),
    taken_over: counter('takeovers', 'Processes taken from workers whose lease had ended'),
    adopted: counter('adoptions', 'Processes given back that this worker owned without running them'),
    fenced: counter('fenced_writes', 'Writes refused because the process had moved on'),
    late_result: counter('late_results', 'Step results that came after their time'),
    indexes_compared: counter('index_passes', 'Times this worker has compared all indexes'),
    store_clock_stepped: counter('store_clock_steps', "Times the store's clock was set, forward or back"),
    loop_blocked: counter('event_loop_blocks', 'Times the event loop stood still for a second or more'),
    unserved_work: counter(
      'unserved_work_warnings',
      'Times this worker said that processes wait for an engine it does not have',
    ),
    lease_regained: counter('leases_regained', 'Times this worker held its lease again after losing it'),
    lease_lost: counter('leases_lost', 'Times this worker could not renew its lease in time'),
  };
}
