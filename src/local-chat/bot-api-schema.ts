import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

/** What one parameter may be in JSON; parameters of queries and forms arrive as text and are read accordingly. */
export interface ParameterKinds {
  readonly text: boolean;
  readonly number: boolean;
  readonly truth: boolean;
  readonly structure: boolean;
}

export interface MethodSchema {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, ParameterKinds>;
  /** The first violation, or undefined. */
  checkParams(value: object): Violation | undefined;
  checkResult(value: unknown): Violation | undefined;
  /** Paths of fields that the Bot API does not know, such as `reply_markup.inline_keyboard.0.0.hide`. */
  unknownFields(value: object): string[];
}

export interface Violation {
  /** Field path, `reply_markup.inline_keyboard.0.0`; empty for the whole. */
  readonly path: string;
  readonly reason: string;
  /** Name of a required field that is not there. */
  readonly missing?: string;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly const?: unknown;
}

interface SchemaFile {
  readonly properties: Readonly<Record<string, { properties: { params: Schema; result: Schema } }>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

/**
 * The machine-readable Bot API (bot-api.schema.json, written by `npm run generate:bot-api`). Validators are compiled at
 * the first use of a method: all of them take seconds, one takes milliseconds.
 */
export class BotApiSchema {
  /** Compiled as it stands: making the code smaller would take most of a second of every start. */
  private readonly ajv = new Ajv({
    strict: false,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
  });
  private readonly definitions: Readonly<Record<string, Schema>>;
  private readonly methods = new Map<string, MethodSchema>();

  constructor() {
    // Each definition under its own id: a reference into one big document would compile the whole document.
    const path = new URL('../../src/local-chat/bot-api.schema.json', import.meta.url);
    const file = JSON.parse(readFileSync(path, 'utf8').replaceAll('#/definitions/', '/')) as SchemaFile;
    this.definitions = file.definitions;
    for (const [name, schema] of Object.entries(file.definitions)) this.ajv.addSchema(schema, `/${name}`);
    for (const [name, { properties }] of Object.entries(file.properties)) {
      this.methods.set(name.toLowerCase(), this.method(name, properties.params, properties.result));
    }
  }

  /** Method names are case-insensitive, as at Telegram. */
  find(name: string): MethodSchema | undefined {
    return this.methods.get(name.toLowerCase());
  }

  private method(name: string, params: Schema, result: Schema): MethodSchema {
    const checkParams = this.lazily(params);
    const checkResult = this.lazily(result);
    let parameters: Map<string, ParameterKinds> | undefined;
    const kinds = () => {
      const fields = Object.entries(this.resolve(params).properties ?? {});
      parameters ??= new Map(fields.map(([field, schema]) => [field, this.kindsOf(schema)]));
      return parameters;
    };
    return {
      name,
      get parameters() {
        return kinds();
      },
      checkParams,
      checkResult,
      unknownFields: (value) => this.unknown(value, params, ''),
    };
  }

  private lazily(schema: Schema): (value: unknown) => Violation | undefined {
    let validate: ValidateFunction | undefined;
    return (value) => {
      validate ??= this.ajv.compile(schema);
      return validate(value) ? undefined : worstOf(validate.errors ?? []);
    };
  }

  private resolve(schema: Schema): Schema {
    return schema.$ref === undefined ? schema : this.resolve(this.definitions[schema.$ref.slice(1)] ?? {});
  }

  private choices(schema: Schema): Schema[] {
    const resolved = this.resolve(schema);
    return resolved.anyOf === undefined
      ? [resolved]
      : resolved.anyOf.flatMap((choice) => this.choices(choice));
  }

  private kindsOf(schema: Schema): ParameterKinds {
    const types = new Set(this.choices(schema).flatMap((choice) => choice.type ?? typeof choice.const));
    return {
      text: types.has('string'),
      number: types.has('number'),
      truth: types.has('boolean'),
      structure: types.has('object') || types.has('array'),
    };
  }

  private unknown(value: unknown, schema: Schema, path: string): string[] {
    if (typeof value !== 'object' || value === null) return [];
    const choices = this.choices(schema);
    const fitting = choices.filter(({ required = [] }) => required.every((key) => key in value));
    const found = (fitting.length > 0 ? fitting : choices).map((choice) => {
      if (Array.isArray(value)) {
        const items = choice.items;
        return items === undefined
          ? []
          : value.flatMap((item, i) => this.unknown(item, items, `${path}${i}.`));
      }
      const properties = choice.properties ?? {};
      return Object.entries(value).flatMap(([key, inner]) => {
        const property = properties[key];
        return property === undefined ? [`${path}${key}`] : this.unknown(inner, property, `${path}${key}.`);
      });
    });
    return found.reduce((best, next) => (next.length < best.length ? next : best), found[0] ?? []);
  }
}

/** Of the errors of all alternatives of a union, the one that got deepest into the value says most. */
function worstOf(errors: readonly ErrorObject[]): Violation {
  const depth = (error: ErrorObject) => error.instancePath.split('/').length;
  const worst = errors.reduce<ErrorObject | undefined>(
    (deepest, next) => (deepest === undefined || depth(next) > depth(deepest) ? next : deepest),
    undefined,
  );
  if (worst === undefined) return { path: '', reason: 'is not valid' };
  const path = worst.instancePath.slice(1).replaceAll('/', '.');
  const { missingProperty } = worst.params as { missingProperty?: string };
  return {
    path,
    reason: worst.message ?? 'is not valid',
    ...(missingProperty !== undefined && { missing: missingProperty }),
  };
}
