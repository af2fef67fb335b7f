import type { ChildProcess } from 'node:child_process';

export function tether(child: ChildProcess): void;
