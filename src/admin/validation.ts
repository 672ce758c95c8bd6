/** Requests to the controls are checked by Ajv; its findings become an error in Graph's shape. */
import { Ajv } from 'ajv'
import type { Options, ValidateFunction } from 'ajv'
import ajvFormats from 'ajv-formats'
import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify'
import type { TSchema } from '@sinclair/typebox'
import { ODataError } from '../errors.js'
import type { ErrorDetail } from '../errors.js'

const MAX_DETAILS = 20

const shared: Options = {
  removeAdditional: false,
  useDefaults: true,
  allErrors: true,
  discriminator: true,
  strict: true,
  strictTypes: false,
  strictRequired: false
}

const createAjv = (options: Options): Ajv => {
  // The schemas are ours: `test/admin/schemas.test.ts` holds them against the meta schema, which takes longer to compile than they do.
  const ajv = new Ajv({ ...shared, meta: false, validateSchema: false, ...options })
  ajvFormats.default(ajv)
  // OpenAPI annotates with it.
  ajv.addKeyword('example')
  // What the code checks itself, in better words: for the document alone.
  ajv.addKeyword('stated')
  return ajv
}

/** A body is JSON and says what it means; a URL is text that stands for numbers. */
const compilers = { body: lazily(() => createAjv({ coerceTypes: false })), url: lazily(() => createAjv({ coerceTypes: 'array' })) }

function lazily<Value> (make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

/** Compiles a schema when it is first needed: few programs use many of the controls. */
function compileLate (ajv: () => Ajv, schema: TSchema): ValidateFunction {
  const compiled = lazily(() => ajv().compile(schema))
  const validate = (data: unknown): boolean => {
    const valid = compiled()(data)
    validate.errors = compiled().errors
    return valid
  }
  validate.errors = undefined as ValidateFunction['errors']
  return validate as ValidateFunction
}

export function createValidatorCompiler (): FastifySchemaCompiler<TSchema> {
  return ({ schema, httpPart }) => compileLate(httpPart === 'body' ? compilers.body : compilers.url, schema)
}

/** A check of a value that did not come as a body of its own; throws a 400. `name` is what the value is called in messages. */
export function createCheck<Value> (schema: TSchema): (value: unknown, name: string) => Value {
  const validate = compileLate(compilers.body, schema)
  return (value, name) => {
    if (validate(value)) return value as Value
    throw validationError(validate.errors as FastifySchemaValidationError[], name)
  }
}

/** A 400 that lists every fault with its place. */
export function validationError (errors: readonly FastifySchemaValidationError[], part: string): ODataError {
  const details = [
    ...new Map(
      errors.filter(({ keyword }) => keyword !== 'if').map(error =>
        detailOf(error, part)
      ).map(detail => [JSON.stringify(detail), detail])
    ).values()
  ].slice(0, MAX_DETAILS)
  return new ODataError('badRequest', details.map(({ message }) => message).slice(0, 3).join(' '), { target: details[0]?.target, details })
}

function detailOf ({ instancePath, keyword, params, message }: FastifySchemaValidationError, part: string): ErrorDetail {
  const path = instancePath.replace(/^\//, '').replaceAll('~1', '/').replaceAll('~0', '~')
  const place = path === '' ? part === 'querystring' ? 'The query' : `The ${part}` : `'${path}'`
  return { code: 'BadRequest', message: `${place} ${sentence(keyword, params, message)}.`, target: path === '' ? part : path }
}

function sentence (keyword: string, params: Record<string, unknown>, message = 'does not fit'): string {
  switch (keyword) {
    case 'additionalProperties': return `has an unknown member '${String(params['additionalProperty'])}'`
    case 'required': return `lacks the member '${String(params['missingProperty'])}'`
    case 'enum': return `must be one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}`
    case 'const': return `must be ${JSON.stringify(params['allowedValue'])}`
    case 'discriminator': return `needs a '${String(params['tag'])}' that is known`
    default: return message
  }
}
