import { isSuspect, type ProcessHead } from '../decision-process.js';

/** An engine and its version, and whether the waiting processes are suspects: those that may kill their workers. */
export type QueueName = `${string}@${number}` | `${string}@${number}:suspects`;

/**
 * Where pending processes wait. One queue holds processes that need the same engine, so that an instance looks only
 * into the queues it can serve, and what it cannot run blocks nothing.
 */
export function queueOf(process: ProcessHead): QueueName {
  const { engine, engineVersion } = process;
  return isSuspect(process) ? suspectsOf(engine, engineVersion) : queueFor(engine, engineVersion);
}

/** The queue of one engine and version. */
export function queueFor(engine: string, version: number): QueueName {
  return `${engine}@${version}`;
}

/** An instance runs one process of these at a time. */
export function suspectsOf(engine: string, version: number): QueueName {
  return `${engine}@${version}:suspects`;
}

/** The engine whose processes wait in a queue; `null` for a name that is not a queue's. */
export function engineOf(queue: string): { readonly engine: string; readonly version: number } | null {
  const [, engine, version] = /^(.+)@(\d{1,15})(?::suspects)?$/.exec(queue) ?? [];
  return engine === undefined ? null : { engine, version: Number(version) };
}

/** Whether it is the name of a queue, of an engine that is here or not. */
export function isQueue(name: string): name is QueueName {
  return engineOf(name) !== null;
}
