import type { ChildProcess } from 'node:child_process';

export interface Server {
  readonly url: string;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

export function startServer(
  env?: Readonly<Record<string, string>>,
  deadlines?: { readonly readyMs?: number },
): Promise<Server>;
export function freePort(): Promise<number>;
