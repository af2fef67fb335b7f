import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, jest } from '@jest/globals';
import { RunningScript } from '../support/run-script.js';

/** Podvezko 2011, Engineering Economics 22(2):134-146, by rank. */
const PUBLISHED = [
  ['Lithuania', 0.301],
  ['Estonia', 0.251],
  ['Latvia', 0.246],
  ['Poland', 0.202],
] as const;

/** Nothing of the kind belongs into a pipe. */
const CONTROL_OR_BAR = /(?!\n)[\p{Cc}█]/u;

jest.setTimeout(120_000);

describe('the demo', () => {
  it('comes to the published scores, tells why, and leaves nothing running', async () => {
    const { code, stdout, stderr } = await RunningScript.start(['scripts/demo.mjs']).end();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/5\/5 +recommend/);
    expect(stdout).toContain('Lithuania is recommended');
    expect(stdout).not.toMatch(CONTROL_OR_BAR);
    const ranking = rowsOf(stdout, 'Ranking');
    expect(ranking.map(([rank, country]) => [rank, country])).toEqual(
      PUBLISHED.map(([country], index) => [String(index + 1), country]),
    );
    for (const [index, [, score]] of PUBLISHED.entries()) {
      expect(Math.abs(Number(ranking[index]?.[2]) - score)).toBeLessThanOrEqual(0.0005);
    }
  });

  it('has colours and bars where they are wanted', async () => {
    const { stdout } = await RunningScript.start(['scripts/demo.mjs'], { FORCE_COLOR: '1' }).end();
    expect(stdout).toContain('\u001b[36m████');
  });

  it('takes its server along when it is interrupted', async () => {
    const demo = RunningScript.start(['scripts/demo.mjs']);
    await demo.printed('Accepted as');
    demo.signal('SIGINT');
    expect(await demo.end()).toMatchObject({ code: 130 });
  });
});

describe('a server for a script', () => {
  it('is given up when it is not ready in time', async () => {
    const end = await startServer('{}, { readyMs: 1 }').end();
    expect(end).toMatchObject({
      code: 1,
      stdout: 'The server was not ready within 0.001 s; at the end: no answer.\n',
    });
  });

  it('is given up at once when it ends instead of starting', async () => {
    const occupant = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const address = occupant.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const end = await startServer(`{ PORT: '${port}', LOG_LEVEL: 'silent' }`).end();
    occupant.close();
    expect(end.code).toBe(1);
    expect(end.stdout).toContain('The server ended with code 1 before it was ready');
  });
});

/** A script that does nothing but start a server and say why it could not. */
function startServer(args: string): RunningScript {
  const script = `import { startServer } from './scripts/lib/server.mjs';
    await startServer(${args}).catch(({ message }) => {
      console.log(message);
      process.exitCode = 1;
    });`;
  return RunningScript.start(['--input-type=module', '--eval', script]);
}

/** The cells of the table below a title. */
function rowsOf(text: string, title: string): string[][] {
  const lines = text
    .slice(text.indexOf(`\n${title}\n`))
    .split('\n')
    .slice(4);
  return lines.slice(0, lines.indexOf('')).map((line) => line.trim().split(/ {2,}/));
}
