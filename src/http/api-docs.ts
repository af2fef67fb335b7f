import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SERVICE_INFO } from './service-info.js';

/** The page and its assets, the initial `/` left out. */
export const DOCS_PATH = 'docs';

/** Serves the OpenAPI document as a page and as JSON. */
export function serveApiDocs(app: INestApplication): void {
  const options = {
    jsonDocumentUrl: `${DOCS_PATH}-json`,
    raw: ['json' as const],
    customSiteTitle: SERVICE_INFO.name,
  };
  SwaggerModule.setup(DOCS_PATH, app, () => createApiDocument(app), options);
}

function createApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Decision processes')
    .setDescription(DESCRIPTION)
    .setVersion(SERVICE_INFO.version)
    .setOpenAPIVersion('3.1.0')
    .build();
  return SwaggerModule.createDocument(app, config);
}

const DESCRIPTION = [
  'Runs decision processes in the background, step by step, and keeps them until they are removed.',
  'Bodies are JSON in UTF-8 (I-JSON, RFC 7493), uncompressed and at most 64 levels deep; of members with the same name the last one counts. ' +
    'Every failure is problem+json (RFC 9457) with a stable `code`. Every answer carries `X-Request-Id`, which is the one of the request if it has a usable one.',
].join('\n\n');
