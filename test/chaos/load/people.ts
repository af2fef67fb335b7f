import type { ChaosServer } from '../bed/chaos-server.js';
import { type Answer, errorCode, request } from '../bed/http.js';
import type { TestBed } from '../bed/test-bed.js';
import { quiet, sleep } from '../bed/time.js';

const LOOK_EVERY_MS = 50;
const RETRY_MS = 50;

/** What a server shows of an open request. */
interface Shown {
  readonly process_id: string;
  readonly request_id: string;
  readonly kind: keyof typeof WORDS;
  readonly evidence: { readonly answered_by: string };
  readonly evidence_digest: string;
}

/** Of each kind what the one and the other answers. */
const WORDS = {
  approval: [{ outcome: 'approve' }, { outcome: 'reject' }],
  choice: [{ outcome: 'left' }, { outcome: 'right' }],
  data: [
    { outcome: 'submit', data: { figure: 1 } },
    { outcome: 'submit', data: { figure: 2 } },
  ],
} as const;

/** Two who look into the inbox and answer everything at the same time, each in words of their own, through any server. */
export class People {
  private readonly random;
  private readonly taken = new Set<string>();
  private readonly sent = new Set<(server: ChaosServer) => void>();
  private isStopped = false;

  constructor(private readonly bed: TestBed) {
    this.random = bed.random.fork();
  }

  async run(): Promise<void> {
    while (!this.isStopped) {
      for (const shown of await this.inbox()) this.take(shown);
      await sleep(LOOK_EVERY_MS);
    }
  }

  stop(): void {
    this.isStopped = true;
  }

  /** Resolves when an answer is on its way to the server, or after `limitMs`. */
  answerTo(server: ChaosServer, limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const hear = (to: ChaosServer | null): void => {
        if (to !== null && to !== server) return;
        clearTimeout(timer);
        this.sent.delete(hear);
        resolve();
      };
      const timer = setTimeout(() => hear(null), limitMs);
      this.sent.add(hear);
    });
  }

  /** Some are left for later: until then servers die. */
  private take(shown: Shown): void {
    const key = `${shown.process_id} ${shown.request_id}`;
    if (this.taken.has(key) || shown.evidence.answered_by === 'nobody' || this.random.chance(0.5)) return;
    this.taken.add(key);
    const first = this.random.between(0, 1);
    for (const who of [0, 1] as const) quiet(this.answer(shown, who, first + who));
  }

  private async inbox(): Promise<readonly Shown[]> {
    const server = this.server(this.random.between(0, 1));
    const reply = server && (await ask(server, '/decisions/requests?limit=100', {}));
    if (!reply || typeof reply === 'string' || reply.status !== 200) return [];
    return (JSON.parse(reply.text) as { readonly requests: readonly Shown[] }).requests;
  }

  /** Asks again, in the same words, until it is told for sure. */
  private async answer(shown: Shown, who: 0 | 1, nth: number): Promise<void> {
    const { process_id: id, request_id: requestId, evidence_digest: digest } = shown;
    const comment = `caller ${who}`;
    const body = { ...WORDS[shown.kind][who], comment, evidence_digest: digest };
    for (let isTold = false; !isTold;) {
      await sleep(RETRY_MS);
      const server = this.server(nth);
      if (!server) continue;
      for (const hear of this.sent) hear(server);
      const reply = await ask(server, `/decisions/${id}/requests/${requestId}/answer`, {
        method: 'POST',
        body,
      });
      const status = typeof reply === 'string' ? reply : reply.status;
      this.bed.journal.answers.push({ id, request: requestId, comment, reply: status });
      isTold = typeof status === 'number' && status !== 503 && status !== 429;
    }
  }

  /** The two ask different servers where there are two. */
  private server(nth: number): ChaosServer | undefined {
    const { up } = this.bed;
    return up[nth % Math.max(1, up.length)];
  }
}

async function ask(
  server: ChaosServer,
  path: string,
  call: Parameters<typeof request>[1],
): Promise<Answer | string> {
  try {
    return await request(server.url + path, call);
  } catch (error) {
    return errorCode(error);
  }
}
