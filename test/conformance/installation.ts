import { HttpClient, type HttpReply, type ReplyJson } from '../support/http-client.js';
import { documentOf, HttpContract } from '../support/http-contract.js';
import { Api } from './api.js';
import type { Need } from './needs.js';

/** What is known of the service that is tried. */
export interface InstallationOptions {
  readonly url: string;
  /** Another instance on the same store: what is started at one is read at the other. */
  readonly secondUrl?: string | undefined;
  readonly keys?: Keys | undefined;
  readonly origin?: string | undefined;
  readonly hasSmallBounds?: boolean;
}

/** API keys or tokens of four callers. */
export interface Keys {
  /** Of one with the roles read and write. */
  readonly own: string;
  /** Of another with the same roles. */
  readonly other: string;
  /** Of one with the role review alone. */
  readonly review: string;
  readonly admin: string;
}

export const QUERY = 'Which supplier should we sign for the next three years?';

/** A running service, by the callers it knows. Without keys all of them are the same anybody. */
export class Installation {
  readonly needs = new Set<Need>();
  readonly own: Api;
  readonly other: Api;
  readonly review: Api;
  readonly admin: Api;
  readonly stranger: Api;

  private constructor(
    readonly contract: HttpContract,
    readonly document: ReplyJson,
    readonly options: InstallationOptions,
    instances: Api['instances'],
  ) {
    const { keys } = options;
    const as = (key: string | undefined) => new Api(instances, contract, key ?? null);
    [this.own, this.other, this.review] = [as(keys?.own), as(keys?.other), as(keys?.review)];
    [this.admin, this.stranger] = [as(keys?.admin), as(undefined)];
  }

  static async open(options: InstallationOptions): Promise<Installation> {
    const { url, secondUrl = url, keys } = options;
    const [first, second] = [new HttpClient(new URL(url)), new HttpClient(new URL(secondUrl))];
    const authorization = keys ? { authorization: `Bearer ${keys.admin}` } : {};
    const document = await documentOf(first, authorization);
    const { host, pathname } = new URL(url);
    const instances = { first, second, host, prefix: pathname.replace(/\/$/, '') };
    const installation = new Installation(
      new HttpContract(document),
      document as unknown as ReplyJson,
      options,
      instances,
    );
    await installation.look();
    return installation;
  }

  /** A process of the engine that does as it is told, as its start is answered. */
  readonly start = (problem: object, api = this.own): Promise<HttpReply> =>
    api.post('/decisions/start', this.body(problem));

  /** A process that has ended, as its run is answered. */
  readonly run = (problem: object, api = this.own): Promise<HttpReply> =>
    api.post('/decisions/run', this.body(problem), { prefer: 'wait=20' });

  readonly body = (problem: object, extra: object = {}): object => ({
    decision_query: QUERY,
    engine: 'conformance',
    problem,
    ...extra,
  });

  /** A decision every installation can make, as its run is answered. */
  async decided(api = this.own, extra: object = {}): Promise<HttpReply> {
    return api.post('/decisions/run', { ...this.example, ...extra }, { prefer: 'wait=20' });
  }

  /** What the document gives as the example of a start. */
  get example(): Readonly<Record<string, unknown>> {
    const { schemas } = this.document.components as { schemas: Record<string, { properties: object }> };
    const members = Object.entries(schemas.StartBody?.properties ?? {}) as [string, { example?: unknown }][];
    return Object.fromEntries(members.flatMap(([name, { example }]) => (example ? [[name, example]] : [])));
  }

  private async look(): Promise<void> {
    const { keys, origin, hasSmallBounds } = this.options;
    const { engines } = (await this.admin.get('/decisions/engines')).json as unknown as {
      engines: readonly { name: string }[];
    };
    if (engines.some(({ name }) => name === 'conformance')) this.needs.add('engine');
    if (keys) this.needs.add('keys');
    else if (isLoopback(this.options.url)) this.needs.add('open');
    if (origin !== undefined) this.needs.add('origin');
    if (hasSmallBounds === true) this.needs.add('bounds');
  }
}

function isLoopback(url: string): boolean {
  return /^(127\.|localhost$|\[::1\]$)/.test(new URL(url).hostname);
}
