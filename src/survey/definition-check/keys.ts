import type { z } from 'zod';
import { campaignSchema } from '../definition.js';

type Schema = z.core.$ZodTypes;

/**
 * The keys that the schema knows at a place, for a sentence that helps after a mistyped one; at the key that
 * tells the kinds of a union apart, the names of the kinds.
 */
export function keysAt(path: readonly PropertyKey[], data: unknown): string[] {
  let schemas: Schema[] = [campaignSchema];
  let value = data;
  for (const step of path) {
    const kinds = schemas.flatMap((schema) => kindsAt(schema, step));
    schemas = schemas.flatMap((schema) => objectsAt(schema, value)).flatMap((schema) => inside(schema, step));
    value =
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
    if (kinds.length > 0 && typeof step === 'string' && step === path.at(-1)) return kinds;
  }
  const objects = schemas.flatMap((schema) => objectsAt(schema, value));
  return [
    ...new Set(
      objects.flatMap((schema) =>
        schema._zod.def.type === 'object' ? Object.keys(schema._zod.def.shape) : [],
      ),
    ),
  ];
}

/** Where in a definition a key stands, as `areas[].divisions`: for an author who wrote it in another place. */
export function placesOf(key: string): readonly string[] {
  placesByKey ??= allPlaces();
  return placesByKey.get(key) ?? [];
}

let placesByKey: ReadonlyMap<string, readonly string[]> | undefined;

function allPlaces(): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, Set<string>>();
  const walk = (schema: Schema, path: string, above: readonly Schema[]): void => {
    for (const one of objectsAt(schema, undefined)) {
      const { def } = one._zod;
      // Conditions and entries of lists hold others of themselves.
      if (above.includes(one)) continue;
      const within = [...above, one];
      if (def.type === 'array') walk(def.element as Schema, `${path}[]`, within);
      if (def.type !== 'object') continue;
      for (const [name, field] of Object.entries(def.shape)) {
        const here = path === '' ? name : `${path}.${name}`;
        places.set(name, (places.get(name) ?? new Set()).add(here));
        walk(field as Schema, here, within);
      }
    }
  };
  walk(campaignSchema, '', []);
  return new Map([...places].map(([name, found]) => [name, [...found]]));
}

/** Takes off what surrounds a schema, and splits unions into what can be meant by the value. */
function objectsAt(schema: Schema, value: unknown): Schema[] {
  const { def } = schema._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'nullable':
      return objectsAt(def.innerType as Schema, value);
    case 'lazy':
      return objectsAt(def.getter() as Schema, value);
    case 'union': {
      const options = def.options.flatMap((option) => objectsAt(option as Schema, value));
      const meant = options.filter((option) => kindOf(option) === kindValue(value));
      return meant.length > 0 ? meant : options;
    }
    default:
      return [schema];
  }
}

function inside(schema: Schema, step: PropertyKey): Schema[] {
  const { def } = schema._zod;
  if (def.type === 'array') return [def.element as Schema];
  if (def.type !== 'object' || typeof step !== 'string') return [];
  const field = def.shape[step];
  return field ? [field as Schema] : [];
}

function kindsAt(schema: Schema, step: PropertyKey): string[] {
  const { def } = schema._zod;
  if (def.type !== 'union' || !('discriminator' in def) || def.discriminator !== step) return [];
  return def.options.flatMap((option) => kindOf(option as Schema) ?? []);
}

function kindOf(schema: Schema): string | undefined {
  const { def } = schema._zod;
  if (def.type !== 'object') return undefined;
  const kind = def.shape.kind as Schema | undefined;
  return kind?._zod.def.type === 'literal' ? String(kind._zod.def.values[0]) : undefined;
}

function kindValue(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>).kind : undefined;
}
