// Steps of which one makes a span of its own, and one is held by a test from outside: its gate is a file.
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { trace } from '@opentelemetry/api';

const LOOKS_EVERY_MS = 20;

async function look() {
  await delay(1);
  trace.getTracer('traced-engine').startSpan('lookup').end();
  return null;
}

async function hold({ problem, signal }) {
  while (!existsSync(problem.gate)) await delay(LOOKS_EVERY_MS, undefined, { signal });
  return null;
}

export const engines = [
  {
    name: 'traced',
    version: 1,
    parse: (problem) => problem,
    steps: [
      { name: 'look', run: look },
      { name: 'hold', run: hold },
      { name: 'leave', run: () => null },
    ],
  },
];
