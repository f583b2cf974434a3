import type { Schema } from './openapi.ts';

/** A JSON Schema in the short way a programmer writes a type, for reading. */
export function describeSchema(schema: Schema, indent = ''): string {
  const variants = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (variants) return distinct(variants.map((variant) => describeSchema(variant, indent))).join(' | ');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return (schema.enum as unknown[]).map((value) => JSON.stringify(value)).join(' | ');
  if (schema.prefixItems)
    return `[${(schema.prefixItems as Schema[]).map((item) => describeSchema(item, indent)).join(', ')}]`;
  if (schema.type === 'array')
    return `[ ${describeSchema((schema.items as Schema | undefined) ?? {}, indent)} ]${bounds(schema)}`;
  if (schema.type === 'object') return describeObject(schema, indent);
  const types = [schema.type ?? 'anything'].flat();
  return `${types.join(' | ')}${bounds(schema)}`;
}

function describeObject(schema: Schema, indent: string): string {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  if (properties.length === 0) return '{ … }';
  const required = new Set((schema.required ?? []) as string[]);
  const inner = `${indent}  `;
  const lines = properties.map(
    ([name, property]) => `${inner}${name}${required.has(name) ? '' : '?'}: ${describeSchema(property, inner)}`,
  );
  return `{\n${lines.join('\n')}\n${indent}}`;
}

/** What else is asked of a value: its format and how long or large it may be. */
function bounds(schema: Schema): string {
  const least = schema.minLength ?? schema.minimum ?? schema.minItems;
  const most = schema.maxLength ?? schema.maximum ?? schema.maxItems;
  const unlimited = most === undefined || most === Number.MAX_SAFE_INTEGER;
  const parts = [
    schema.format,
    unlimited ? undefined : least === undefined || least === Number.MIN_SAFE_INTEGER ? `≤ ${most}` : `${least}–${most}`,
  ].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

const distinct = (texts: string[]): string[] => [...new Set(texts)];
