import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { casePermissions } from '#contract/case-permissions.ts';
import { endpoints } from '#contract/index.ts';
import { permissions } from '#contract/permissions.ts';
import type { OpenApi, Operation } from './docs/openapi.ts';
import { makeWorld, type World } from './testing/world.ts';

let world: World;
let document: OpenApi;
let operations: Operation[];

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
  document = (await (await world.stranger().fetch('/api/openapi.json')).json()) as OpenApi;
  operations = Object.values(document.paths).flatMap((path) => Object.values(path));
});
afterAll(() => world?.stop());

describe('/api/openapi.json', () => {
  test('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(document as never);
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(document.openapi).toMatch(/^3\.1/);
  });

  test('has every endpoint of the contract once, with the permission it needs, a summary and a tag', () => {
    expect(operations.map((operation) => operation.operationId).sort()).toEqual(
      endpoints.map((endpoint) => endpoint.name).sort(),
    );
    for (const endpoint of endpoints) {
      const path = document.paths[endpoint.path.replace(/:([A-Za-z]+)/g, '{$1}')];
      const operation = path?.[endpoint.method.toLowerCase()];
      expect(operation, endpoint.name).toMatchObject({
        operationId: endpoint.name,
        'x-permission': endpoint.access,
        summary: endpoint.summary,
      });
      expect(['public', 'signed_in', ...permissions, ...casePermissions]).toContain(operation?.['x-permission']);
      expect(operation?.tags).toHaveLength(1);
    }
  });

  test('names every parameter of a path, and no other', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
      for (const operation of Object.values(methods)) {
        const parameters = operation.parameters as { name: string; in: string; required: boolean }[];
        expect(
          parameters
            .filter((one) => one.in === 'path')
            .map((one) => one.name)
            .sort(),
          path,
        ).toEqual(named);
      }
    }
  });

  test('lists the refusals that an endpoint declares under their status', () => {
    const { responses } = document.paths['/api/practices/{practiceId}']!.patch as {
      responses: Record<string, object>;
    };
    expect(JSON.stringify(responses['409'])).toContain('"changed_meanwhile","name_taken"');
    expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '404', '409', '413', '415', '422', '429']);
  });
});

describe('/api/docs', () => {
  test('shows every operation to anybody, without a script, and names nothing that the content policy would block', async () => {
    const answer = await world.stranger().fetch('/api/docs');
    const html = await answer.text();
    expect(answer.status).toBe(200);
    for (const endpoint of endpoints) expect(html).toContain(`id="${endpoint.name}"`);
    expect(html).not.toMatch(/<script|\son\w+=|https?:\/\//i);
  });
});
