// The description of the API in OpenAPI 3.1, made from the routes' own schemas, and the pages that show it.

import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { App } from './route';

const DOCS = '/docs';

/** Adds /openapi.json and /docs. Before the routes: only those added later are described. */
export async function addDescription(app: App, publicUrl: string): Promise<void> {
  // Whoever reads how the API is used has no token yet.
  app.addHook('onRoute', (route) => {
    if (route.url === DOCS || route.url.startsWith(`${DOCS}/`)) route.config = { ...route.config, open: true };
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Caseway',
        version: '1',
        description:
          'Cases of social work, from registration to closure. Sign in with the header `Authorization: Bearer cw_…`. Send an `Idempotency-Key` with every call that changes something, and repeat a call that was not answered with the same key.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token of the form cw_…' } } },
      security: [{ token: [] }],
    },
  });
  await app.register(swaggerUi, { routePrefix: DOCS, staticCSP: true, uiConfig: { docExpansion: 'list', tryItOutEnabled: true } });
  app.get('/openapi.json', { config: { open: true }, schema: { hide: true } }, async () => app.swagger());
}
