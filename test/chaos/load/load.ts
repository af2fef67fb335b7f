import type { Random } from '../bed/random.js';
import type { TestBed } from '../bed/test-bed.js';
import { now, until } from '../bed/time.js';
import { anyServer } from './any-server.js';
import { Caller, type Send } from './caller.js';
import { type Ask, type Entry, newEntry } from './journal.js';

const STEPS = 5;

export interface LoadSettings {
  readonly processes: number;
  /** Processes that are unsettled at the same time. */
  readonly inFlight: number;
  /** Bounds of the time one step takes. */
  readonly stepMs: readonly [number, number];
  /** Share of processes of which one step fails once, and is tried again by the system or resumed by the client. */
  readonly failing: number;
  /** How many of the processes kill their server whenever they are run. */
  readonly poison: number;
  readonly patienceMs: number;
  /** What a process asks of people; nothing if absent. */
  readonly asks?: (random: Random) => readonly Ask[];
  /** How requests reach a server; without it, any that is up is asked. */
  readonly send?: Send;
  /** How many processes may have been started by now: lets the load last as long as the faults. */
  readonly allowance?: () => number;
}

export const DEFAULT_LOAD: LoadSettings = {
  processes: 100,
  inFlight: 24,
  stepMs: [20, 400],
  failing: 0.1,
  poison: 0,
  patienceMs: 30_000,
};

/** A fixed number of clients, each of which starts a process, follows it to its end and starts the next. */
export class Load {
  started = 0;
  accepted = 0;
  settled = 0;
  private readonly caller: Caller;
  private readonly random: Random;

  constructor(
    private readonly bed: TestBed,
    private readonly settings: LoadSettings,
  ) {
    this.random = bed.random.fork();
    this.caller = new Caller(bed, settings.send ?? anyServer(bed), settings.patienceMs);
  }

  async run(): Promise<void> {
    const clients = Array.from({ length: this.settings.inFlight }, () => this.client());
    await Promise.all(clients);
  }

  private async client(): Promise<void> {
    const { processes, allowance = () => processes } = this.settings;
    while (this.started < processes) {
      const number = ++this.started;
      await until(() => number <= allowance(), Infinity);
      await this.live(this.newEntry(number));
      this.settled++;
    }
  }

  private async live(entry: Entry): Promise<void> {
    this.bed.journal.entries.push(entry);
    await this.caller.start(entry);
    this.accepted++;
    await this.caller.follow(entry);
    if (entry.engine !== 'fragile' || entry.outcomes.at(-1)?.status !== 'failed') return;
    await this.caller.resume(entry);
    await this.caller.follow(entry);
  }

  private newEntry(number: number): Entry {
    const key = `${this.bed.settings.seed}-${number}`;
    const step_ms = Array.from({ length: STEPS }, () => this.random.between(...this.settings.stepMs));
    const fails = this.random.chance(this.settings.failing);
    const engine = fails && this.random.chance(0.5) ? 'fragile' : 'chaos';
    if (this.isPoison(number))
      return newEntry(key, { engine: 'chaos', problem: { variant: 'poison', step_ms } }, now());
    const variant = fails ? 'failing' : 'normal';
    const asks = this.settings.asks?.(this.random) ?? [];
    return newEntry(key, { engine, problem: { variant, step_ms, asks } }, now());
  }

  /** Spread evenly, so that good ones are before, beside and after each. */
  private isPoison(number: number): boolean {
    const { poison, processes } = this.settings;
    return Math.floor((number * poison) / processes) > Math.floor(((number - 1) * poison) / processes);
  }
}
