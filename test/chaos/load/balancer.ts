import type { ChaosServer } from '../bed/chaos-server.js';
import { errorCode, request } from '../bed/http.js';
import { quiet } from '../bed/time.js';
import type { TestBed } from '../bed/test-bed.js';
import type { Send } from './caller.js';

const CHECK_EVERY_MS = 100;

/**
 * What stands before the servers in production: takes them in turn, leaves out those that are not ready, and goes on to
 * the next when a connection is refused. Everything else that is no answer is a failed request.
 */
export class Balancer {
  requests = 0;
  /** Connections refused and therefore sent to the next server. */
  moved = 0;
  readonly failed: string[] = [];
  private readonly ready: Set<ChaosServer>;
  private readonly timer: NodeJS.Timeout;
  private turn = 0;

  constructor(private readonly bed: TestBed) {
    this.ready = new Set(bed.servers);
    this.timer = setInterval(() => quiet(this.check()), CHECK_EVERY_MS);
  }

  readonly send: Send = async (path, call) => {
    this.requests++;
    for (const server of this.inTurn()) {
      try {
        const answer = await request(server.url + path, call);
        if (answer.status >= 500)
          this.failed.push(`${path} was answered ${answer.status} by ${server.name}: ${answer.text}`);
        return answer;
      } catch (error) {
        const code = errorCode(error);
        if (code !== 'ECONNREFUSED') {
          this.failed.push(`${path} to ${server.name} broke off with ${code}`);
          return code;
        }
        this.moved++;
        this.ready.delete(server);
      }
    }
    this.failed.push(`${path} found no server`);
    return 'no_server';
  };

  close(): void {
    clearInterval(this.timer);
  }

  /** When none looks well the looks are wrong: then all are asked. */
  private inTurn(): ChaosServer[] {
    const well = this.bed.servers.filter((server) => this.ready.has(server));
    const ready = well.length > 0 ? well : this.bed.servers;
    const first = this.turn++ % Math.max(1, ready.length);
    return [...ready.slice(first), ...ready.slice(0, first)];
  }

  private async check(): Promise<void> {
    const checks = this.bed.servers.map(async (server) => {
      const answer = await request(`${server.url}/health/ready`, { timeoutMs: 1_000 }).catch(errorCode);
      if (answer === 'ECONNREFUSED' || (typeof answer !== 'string' && answer.status !== 200))
        this.ready.delete(server);
      else if (typeof answer !== 'string') this.ready.add(server);
    });
    await Promise.all(checks);
  }
}
