import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { Answer } from '../answer/answer.js';
import { ApiDocs } from './api-docs.js';
import { HttpProblem } from '../answer/problem.js';
import { SERVICE_INFO } from './service-info.js';
import { Requires } from '../request/required-role.js';

const require = createRequire(import.meta.url);
const UI_FOLDER = dirname(require.resolve('swagger-ui-dist/package.json'));

const ASSETS = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
]);

/** The OpenAPI document, and a page to read it that loads nothing from other sites. */
@ApiExcludeController()
@Controller()
export class DocsController {
  constructor(private readonly docs: ApiDocs) {}

  @Get('docs-json')
  @Requires('read')
  document(): OpenAPIObject {
    return this.docs.openApi;
  }

  @Get('docs')
  @Requires('read')
  page(): Answer {
    return new Answer(200, { 'content-type': 'text/html; charset=utf-8' }, PAGE);
  }

  @Get('docs/start.js')
  @Requires('read')
  script(): Answer {
    return new Answer(200, { 'content-type': 'text/javascript; charset=utf-8' }, SCRIPT);
  }

  @Get('docs/:asset')
  @Requires('read')
  async asset(@Param('asset') name: string): Promise<Answer> {
    const type = ASSETS.get(name);
    if (type === undefined) throw new HttpProblem('not_found', 'There is nothing at this path.');
    const headers = { 'content-type': type, 'cache-control': 'public, max-age=86400' };
    return new Answer(200, headers, await readFile(join(UI_FOLDER, name)));
  }
}

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${SERVICE_INFO.name}</title>
    <link rel="stylesheet" href="docs/swagger-ui.css">
    <link rel="icon" type="image/png" href="docs/favicon-32x32.png">
  </head>
  <body>
    <div id="ui"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`;

const SCRIPT = `SwaggerUIBundle({ url: 'docs-json', dom_id: '#ui', deepLinking: true });
`;
