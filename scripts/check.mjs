// `npm run check`: what can be said of the sources without running them, as many at once as there are cores.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The longest first, so that none is left to run alone. */
const waiting = ['lint', 'types', 'format:check', 'spelling', 'duplication', 'deps', 'dead-code'];
const failed = [];

await Promise.all(Array.from({ length: availableParallelism() }, checkOneByOne));
if (failed.length > 0) {
  console.error(`Not right: ${failed.join(', ')}`);
  process.exitCode = 1;
}

async function checkOneByOne() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const { code, output } = await outcomeOf(name);
    process.stdout.write(output);
    if (code !== 0) failed.push(name);
  }
}

/** With all it said in one piece, because others speak meanwhile. */
function outcomeOf(name) {
  const child = spawn('npm', ['run', name], {
    // npm is a script on Windows.
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: `${error.message}\n` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
