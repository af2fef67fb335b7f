import { type INestApplication, Injectable } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { addGeneralAnswers } from './general-answers.js';
import { SERVICE_INFO } from './service-info.js';

type Enrich = (document: OpenAPIObject) => void;

/** The OpenAPI document of the running program, made from its controllers when first asked for. */
@Injectable()
export class ApiDocs {
  private app: INestApplication | null = null;
  private enrich: Enrich = () => undefined;
  private document: OpenAPIObject | null = null;
  private readonly queries = new Map<string, ReadonlySet<string>>();

  /** @param enrich adds what the routes cannot express */
  describe(app: INestApplication, enrich: Enrich): void {
    this.app = app;
    this.enrich = enrich;
  }

  get openApi(): OpenAPIObject {
    if (!this.app) throw new Error('There is no application to describe yet.');
    this.document ??= described(this.app, this.enrich);
    return this.document;
  }

  /** Names of the query parameters that are documented for any method of a route; its parameters are written `:name`. */
  parametersOf(route: string): ReadonlySet<string> {
    const known = this.queries.get(route);
    if (known) return known;
    const { get, delete: remove } = this.openApi.paths[route.replace(/:(\w+)/g, '{$1}')] ?? {};
    const parameters = [get, remove].flatMap((operation) => operation?.parameters ?? []);
    const names = parameters.flatMap((each) => ('in' in each && each.in === 'query' ? [each.name] : []));
    const found = new Set(names);
    this.queries.set(route, found);
    return found;
  }
}

function described(app: INestApplication, enrich: Enrich): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, config(), {
    operationIdFactory: (_controller, method) => method,
  });
  addGeneralAnswers(document);
  enrich(document);
  return document;
}

function config(): Omit<OpenAPIObject, 'paths'> {
  return (
    new DocumentBuilder()
      .setTitle('Decision processes')
      .setDescription(DESCRIPTION)
      .setVersion(SERVICE_INFO.version)
      .setOpenAPIVersion('3.1.0')
      .setLicense('MIT', 'https://opensource.org/license/mit')
      .addServer('/', 'This instance')
      .addBearerAuth({
        type: 'http',
        scheme: 'bearer',
        description: 'An API key or a token, where access is controlled.',
      })
      // They are shown in this order: first the purpose of the service, then the routes for its operators.
      .addTag('decisions', 'Start processes, follow them and look after them')
      .addTag('service', 'For probes, scrapers and people who look what runs here')
      .build()
  );
}

const DESCRIPTION = `Runs decision processes in the background, step by step, and keeps them until they are removed.

Bodies are JSON in UTF-8 (I-JSON, RFC 7493), uncompressed and at most 64 levels deep; of members with the same name the
last one counts. Every failure is problem+json (RFC 9457) with a stable \`code\`. Every answer carries \`X-Request-Id\`, which
is the one of the request if it has a usable one, and, where callers have to say who they are, \`RateLimit\` and
\`RateLimit-Policy\`: what is left of the requests they may send.`;
