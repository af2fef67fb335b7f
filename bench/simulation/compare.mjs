/**
 * The simulation of the engine beside a straight loop in C (`gcc -O2`), in turn and on one core where `taskset` is
 * there. Needs the built program and gcc: `npm run build && node bench/simulation/compare.mjs`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = 5;
const SIZES = [
  [3, 3, 10_000_000],
  [10, 8, 2_000_000],
  [50, 20, 200_000],
  [200, 30, 10_000],
];

const [, self, ...size] = process.argv;
if (size.length === 3) console.log(await measured(size.map(Number)));
else compare();

/** Milliseconds of CPU time of one block, after one that warms up. */
async function measured([alternatives, criteria, samples]) {
  const { simulateBlock } = await import('../../dist/engines/analytic/simulation/simulate-block.js');
  const values = Array.from({ length: alternatives }, (_, row) =>
    Array.from({ length: criteria }, (_, column) => fraction(Math.sin(row * criteria + column + 1) * 1e4)),
  );
  const weights = { kind: 'uniform', base: Array(criteria).fill(1 / criteria), concentration: 50 };
  const job = { values, method: null, drawn: [], weights, samples, seed: 42 };
  simulateBlock({ job, index: 0, samples: Math.min(samples, 2_000), centralWeights: null });
  const before = process.cpuUsage();
  simulateBlock({ job, index: 0, samples, centralWeights: null });
  return process.cpuUsage(before).user / 1e3;
}

function fraction(number) {
  return number - Math.floor(number);
}

function compare() {
  const folder = mkdtempSync(join(tmpdir(), 'loop-'));
  const loop = join(folder, 'loop');
  try {
    execFileSync('gcc', ['-O2', '-o', loop, fileURLToPath(new URL('./loop.c', import.meta.url))]);
    console.log('alternatives × criteria × samples: C ms, engine ms, ratio (median of rounds)');
    for (const numbers of SIZES) {
      const rounds = Array.from({ length: ROUNDS }, () => round(loop, numbers.map(String)));
      const [c, engine, ratio] = median(rounds);
      console.log(`${numbers.join(' × ')}: ${c.toFixed(0)}, ${engine.toFixed(0)}, ${ratio.toFixed(2)}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function round(loop, numbers) {
  const c = run(loop, numbers);
  const engine = run(process.execPath, [self, ...numbers]);
  return [c, engine, c / engine];
}

function run(command, args) {
  const pinned = spawnSync('taskset', ['-c', '0', command, ...args], { encoding: 'utf8' });
  const { stdout } = pinned.status === 0 ? pinned : spawnSync(command, args, { encoding: 'utf8' });
  return Number.parseFloat(stdout);
}

function median(rounds) {
  return rounds.toSorted((a, b) => a[2] - b[2])[Math.floor(rounds.length / 2)];
}
