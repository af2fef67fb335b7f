import { aStartBody } from '../support/http-bodies.js';
import { parseScrape, type Series } from '../support/prometheus-text.js';
import { freePort } from '../support/free-port.js';
import { RunningScript } from '../support/run-script.js';

const ENGINE = 'test/alerts/troubled.engine.mjs';

/** The built program, seen as its operators see it: metrics, health, log, and the tool. */
export class RunningInstance {
  private constructor(
    readonly name: string,
    readonly url: string,
    private readonly program: RunningScript,
  ) {}

  static async start(name: string, variables: Readonly<Record<string, string>>): Promise<RunningInstance> {
    const port = String(await freePort());
    const program = RunningScript.start(['dist/main.js'], {
      ...{ PORT: port, LOG_FORMAT: 'json', ENGINE_MODULES: ENGINE, SHUTDOWN_GRACE_MS: '0' },
      ...{ CLEANUP_CRON: '0 0 29 2 *', LEASE_MS: '3000' },
      ...{ ENABLE_REDIS_PERSISTENCE: 'true', INDEX_CHECK_MS: '5' },
      ...variables,
    });
    await program.printed('listening');
    return new RunningInstance(name, `http://127.0.0.1:${port}`, program);
  }

  /** What Prometheus keeps of a scrape: nothing of an instance that is gone. */
  async scrape(): Promise<Series[]> {
    const answer = await fetch(`${this.url}/metrics`).catch(() => null);
    const target = { namespace: 'test', job: 'decisions', instance: this.name };
    const series = answer?.ok === true ? parseScrape(await answer.text()) : [];
    return series.map((each) => ({ ...each, labels: { ...each.labels, ...target } }));
  }

  /** What is not well, as `check code`, and what the store warns of. */
  async health(): Promise<string[]> {
    const answer = await fetch(`${this.url}/health`).catch(() => null);
    if (answer === null) return ['no answer'];
    const { details } = (await answer.json()) as Report;
    return Object.entries(details).flatMap(([check, { code, warnings = [] }]) => [
      ...(code === undefined ? [] : [`${check} ${code}`]),
      ...warnings.map((warning) => `${check} warns of ${warning}`),
    ]);
  }

  /** Lines for operators, of warnings and worse. */
  warnings(): Record<string, unknown>[] {
    return this.program.lines().filter(({ level }) => ['warn', 'error', 'fatal'].includes(String(level)));
  }

  count(event: string): number {
    return this.program.lines().filter((line) => line.event === event).length;
  }

  async ctl(...args: readonly string[]): Promise<string> {
    const end = await RunningScript.start(['scripts/ctl.mjs', ...args], { DECISIONS_URL: this.url }).end();
    return end.stdout + end.stderr;
  }

  /**
   * @param makes the trouble the process makes
   * @returns its id; nothing if it was refused
   */
  async begin(makes: string, problem: object = {}): Promise<string | undefined> {
    const answer = await fetch(`${this.url}/decisions/start`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(aStartBody({ engine: 'troubled', problem: { makes, ...problem } })),
    });
    return ((await answer.json()) as { process_id?: string }).process_id;
  }

  async status(id = ''): Promise<string> {
    const answer = await fetch(`${this.url}/decisions/status/${id}`);
    const { status, code } = (await answer.json()) as { status: string | number; code?: string };
    return code ?? String(status);
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.program.signal(signal);
    await this.program.end();
  }
}

interface Report {
  readonly details: Readonly<Record<string, { readonly code?: string; readonly warnings?: string[] }>>;
}
