import type { ChildProcess } from 'node:child_process';

export interface Server {
  readonly url: string;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

export function startServer(env?: Record<string, string>): Promise<Server>;
export function freePort(): Promise<number>;
