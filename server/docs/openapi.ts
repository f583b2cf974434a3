import { z } from 'zod';
import type { Endpoint } from '#contract/endpoint.ts';
import { type RefusalCode, refusals } from '#contract/refusals.ts';
import { capabilities } from './capabilities.ts';
import { refusalsOf } from './refusals-of.ts';

export type Schema = Record<string, unknown>;
export type Operation = Record<string, unknown>;
export type OpenApi = Record<string, unknown> & { paths: Record<string, Record<string, Operation>> };

/** The API as an OpenAPI 3.1 document, derived from the same contract that server and browser use. */
export function openApi(publicUrl: string, sessionCookie: string): OpenApi {
  const paths: OpenApi['paths'] = {};
  for (const capability of capabilities) {
    for (const endpoint of capability.endpoints) {
      const path = endpoint.path.replace(/:([A-Za-z]+)/g, '{$1}');
      paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint, capability.name) };
    }
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Midline',
      version: '1',
      summary: 'Self-hosted portal for dental practices: the team and the case.',
      description:
        'Every operation names the permission it needs as `x-permission`: `public` needs none, `signed_in` any account, and every other one is needed on the organisation that the path names, or on the instance. Every refusal is a problem (RFC 9457) with a code. Order of refusals: not signed in 401, not visible 404, visible but not allowed 403, against a rule 409.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    tags: capabilities.map(({ name, about }) => ({ name, description: about })),
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionCookie } },
      schemas: { Problem: problemSchema },
    },
  };
}

function operation(endpoint: Endpoint, tag: string): Operation {
  const requestBody = bodyOf(endpoint);
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    tags: [tag],
    'x-permission': endpoint.access,
    ...(endpoint.pace ? { description: 'Under the stricter limit of requests per minute.' } : {}),
    security: endpoint.access === 'public' ? [] : [{ session: [] }],
    parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
    ...(requestBody ? { requestBody } : {}),
    responses: { ...success(endpoint), ...refused(endpoint) },
  };
}

/** JSON Schema of what is sent (`input`) or of what comes back (`output`). */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;
  return rest;
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Schema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function bodyOf(endpoint: Endpoint): Schema | undefined {
  if (endpoint.upload) {
    const content = endpoint.upload.binary.map((type) => [type, {}]);
    return {
      required: true,
      description: `At most ${endpoint.upload.maxBytes} bytes.`,
      content: Object.fromEntries(content),
    };
  }
  if (endpoint.bytes === 'tus' && endpoint.method === 'PATCH')
    return { required: true, content: { 'application/offset+octet-stream': {} } };
  if (!endpoint.body) return undefined;
  return { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } };
}

function success(endpoint: Endpoint): Record<string, Schema> {
  if (endpoint.stream)
    return { 200: { description: 'A stream of server-sent events.', content: { 'text/event-stream': {} } } };
  if (endpoint.file) return { 200: { description: 'The file.', content: { [endpoint.file]: {} } } };
  if (endpoint.bytes === 'download')
    return { 200: { description: 'The file.', content: { '*/*': {} } }, 206: { description: 'The range asked for.' } };
  if (endpoint.bytes === 'tus' && endpoint.method === 'HEAD')
    return { 200: { description: 'How much has arrived, in the header Upload-Offset.' } };
  if (!endpoint.reply) return { 204: { description: 'Done.' } };
  return {
    200: { description: 'Done.', content: { 'application/json': { schema: schemaOf(endpoint.reply, 'output') } } },
  };
}

function refused(endpoint: Endpoint): Record<string, Schema> {
  return Object.fromEntries(
    refusalsOf(endpoint).map(([status, codes]) => [
      String(status),
      {
        description: `Refused: ${codes.join(', ')}.`,
        content: { 'application/problem+json': { schema: refusalSchema(codes) } },
      },
    ]),
  );
}

function refusalSchema(codes: readonly RefusalCode[]): Schema {
  return { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }] };
}

const problemSchema: Schema = {
  type: 'object',
  description: 'Why a request was refused (RFC 9457).',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { const: 'about:blank' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(refusals) },
    errors: {
      type: 'array',
      description: 'Where what was sent is invalid.',
      items: {
        type: 'object',
        required: ['path', 'reason'],
        properties: { path: { type: 'string' }, reason: { type: 'string' } },
      },
    },
    facts: { type: 'object', description: 'What the sentence for this refusal names.', additionalProperties: true },
    needs: { type: 'string', description: 'The permission that is missing.' },
  },
};
