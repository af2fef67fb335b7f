import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { HttpClient, HttpReply } from './http-client.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Documented = Exclude<Operation['responses'][string], { $ref: string } | undefined>;

const FORMATS = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
};

/** Headers that every answer may carry; anything else has to be documented. */
const GENERAL =
  /^(connection|keep-alive|date|content-(type|length|security-policy)|transfer-encoding|cache-control|x-|cross-origin-|origin-agent|referrer-policy|strict-transport|vary|ratelimit|access-control-)/;

/** The document as the service publishes it. */
export async function documentOf(http: HttpClient, headers = {}): Promise<OpenAPIObject> {
  return JSON.parse((await http.get('/docs-json', headers)).text) as OpenAPIObject;
}

/** Holds replies against the OpenAPI document that the service publishes. */
export class HttpContract {
  /** `GET /decisions/stats 200` for each answer seen. */
  readonly seen = new Set<string>();
  /** `GET /decisions/stats stats_unknown` for each problem seen, and `GET /decisions/stats 200 etag` for each header. */
  readonly seenParts = new Set<string>();
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, formats: FORMATS });
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenAPIObject) {
    this.ajv.addSchema(document, 'document');
  }

  /** Every answer the document has, as in `seen`. */
  get documented(): string[] {
    return this.operations.flatMap(({ name, operation }) =>
      Object.keys(operation.responses).map((status) => `${name} ${status}`),
    );
  }

  /** The names of all operations, e.g. `GET /decisions/stats`, and what each documents of an answer. */
  get answers(): DocumentedAnswer[] {
    return this.operations.flatMap(({ name, operation }) =>
      Object.entries(operation.responses).map(([status, response]) => {
        const { headers = {}, content = {} } = response as Documented;
        const problems = content['application/problem+json']?.examples;
        return {
          operation: name,
          isOpen: !('x-required-role' in operation),
          status: Number(status),
          headers: Object.keys(headers).map((header) => header.toLowerCase()),
          codes: problems === undefined ? null : Object.keys(problems),
        };
      }),
    );
  }

  /** What is wrong with a reply; empty for a path or method that is not documented. */
  faultsOf(method: string, url: string, reply: HttpReply): string[] {
    const path = url.split('?', 1)[0] ?? '';
    const found = this.operations.find((each) => each.method === method && each.pattern.test(path));
    if (!found) return [];
    this.seen.add(`${found.name} ${reply.status}`);
    this.note(found.name, reply);
    const response = found.operation.responses[reply.status] as Documented | undefined;
    if (!response) return [`${found.name} answers ${reply.status}, which is not documented: ${reply.text}`];
    const faults = [
      ...this.headerFaults(response, reply),
      ...this.bodyFaults(response, reply, `${found.name} ${reply.status}`),
    ];
    return faults.map((fault) => `${found.name} ${reply.status}: ${fault}`);
  }

  private note(name: string, reply: HttpReply): void {
    for (const header of Object.keys(reply.headers)) this.seenParts.add(`${name} ${reply.status} ${header}`);
    if (String(reply.headers['content-type']).startsWith('application/problem+json'))
      this.seenParts.add(`${name} ${reply.json.code}`);
  }

  private get operations() {
    return (
      Object.entries(this.document.paths)
        .flatMap(([path, item]) =>
          (['get', 'post', 'delete'] as const).flatMap((verb) => {
            const operation = item[verb];
            const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
            const method = verb.toUpperCase();
            return operation ? [{ method, name: `${method} ${path}`, pattern, operation }] : [];
          }),
        )
        // Literal paths win over those with parameters.
        .sort((a, b) => Number(a.name.includes('{')) - Number(b.name.includes('{')))
    );
  }

  private headerFaults({ headers = {} }: Documented, reply: HttpReply): string[] {
    const documented = new Map(Object.entries(headers).map(([name, header]) => [name.toLowerCase(), header]));
    return Object.entries(reply.headers).flatMap(([name, value]) => {
      const header = documented.get(name);
      if (!header) return GENERAL.test(name) ? [] : [`the header ${name} is not documented`];
      const schema = 'schema' in header ? header.schema : {};
      const typed = schema && 'type' in schema && schema.type === 'integer' ? Number(value) : value;
      return this.ajv.validate(schema ?? {}, typed) ? [] : [`the header ${name} is ${String(value)}`];
    });
  }

  private bodyFaults({ content }: Documented, reply: HttpReply, key: string): string[] {
    const [type = ''] = String(reply.headers['content-type'] ?? '').split(';');
    if (!content) return reply.text === '' ? [] : ['a body is not documented'];
    const media = content[type];
    if (!media) return [`the content type ${type} is not documented`];
    if (!type.endsWith('json')) return [];
    const validate = this.validators.get(key) ?? this.ajv.compile(resolved(media.schema ?? {}));
    this.validators.set(key, validate);
    return validate(reply.json) ? [] : [this.ajv.errorsText(validate.errors)];
  }
}

export interface DocumentedAnswer {
  readonly operation: string;
  /** Whether nobody has to say who they are. */
  readonly isOpen: boolean;
  readonly status: number;
  /** In lower case. */
  readonly headers: readonly string[];
  /** `null` where it is no problem. */
  readonly codes: readonly string[] | null;
}

/** Local references are read in the document they come from. */
function resolved(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object;
}
