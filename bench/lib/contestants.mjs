import { Child } from './child.mjs';
import { costOf } from './redis-cpu.mjs';

/** One contestant in a process of its own. What it can do is in its file in `contestants/`. */
export class Contestant {
  #child;

  static async start(module, settings) {
    const contestant = new Contestant();
    contestant.#child = await Child.start('lib/contestant.mjs', { args: [module, JSON.stringify(settings)] });
    await contestant.#child.hear('open');
    return contestant;
  }

  call(name, ...values) {
    return this.#child.ask({ call: name, with: values }, 'done');
  }

  /** CPU time used so far, in microseconds. */
  cpu = () => this.#child.cpu();

  /** What one of `operations` costs: the round alone counts, not what prepares it or tidies up. */
  async cost(client, operations) {
    await this.call('prepare', operations);
    const cost = await costOf({ client, cpu: this.cpu, operations }, () => this.call('round', operations));
    await this.call('tidy');
    return cost;
  }

  stop() {
    return this.#child.stop('SIGKILL');
  }
}

/** Starts all, hands them to `use`, and always stops them. */
export async function withContestants(modules, settings, use) {
  const started = [];
  try {
    for (const module of modules) started.push(await Contestant.start(module, settings));
    return await use(started);
  } finally {
    await Promise.all(started.map((each) => each.stop()));
  }
}
