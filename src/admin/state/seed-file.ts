/** The seed: a state document in a file, JSON or YAML, of the default tenant, or of the tenants that it names. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { whyUnreadable } from '../../base/why-unreadable.js'
import { ConfigError } from '../../config.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { DEFAULT_TENANT, parseTenantId } from '../../tenant/tenant-id.js'
import { parseExactJson, writeExactJson } from '../../odata/json/exact-json.js'
import type { Seed } from '../../storage/state/load-seed.js'
import { stateReader } from './reader-of-model.js'

/** Undefined without a path. Throws a {@link ConfigError} that says what is wrong with the file, and where. */
export async function readSeedFile (path: string, model: EdmModel): Promise<Seed | undefined> {
  if (path === '') return undefined
  const text = await readFile(path, 'utf8').catch((cause: unknown) => { throw new ConfigError(`The seed ${path} cannot be read: ${whyUnreadable(cause)}.`) })
  const documents = Object.entries(tenantsOf(await parseText(path, text), path))
  const tenants = documents.map(([name, document]) => {
    const id = parseTenantId(name)
    if (id === undefined) throw new ConfigError(`The seed ${path} names a tenant '${name}', which is not a tenant id.`)
    const bytes = Buffer.from(writeExactJson(document))
    return [id, async (loader: Parameters<ReturnType<typeof stateReader>>[1]['loader']) => {
      await stateReader(model)(once(bytes), { model, loader, maxValueBytes: bytes.length }).catch((error: unknown) => {
        throw explain(error, path, id)
      })
    }] as const
  })
  return { hash: createHash('sha256').update(text).digest('hex'), tenants: new Map(tenants) }
}

async function parseText (path: string, text: string): Promise<unknown> {
  try {
    return /\.ya?ml$/i.test(path) ? (await import('yaml')).parse(text) as unknown : parseExactJson(text)
  } catch (cause) {
    throw new ConfigError(`The seed ${path} is not ${/\.ya?ml$/i.test(path) ? 'YAML' : 'JSON'}: ${(cause as Error).message}`)
  }
}

/** `{"tenants": {"contoso": {…}}}`, or the document of the default tenant. */
function tenantsOf (seed: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof seed !== 'object' || seed === null || Array.isArray(seed)) {
    throw new ConfigError(`The seed ${path} is not an object with the state of a tenant, or with "tenants".`)
  }
  const { tenants } = seed as { readonly tenants?: unknown }
  if (tenants === undefined) return { [DEFAULT_TENANT]: seed }
  if (typeof tenants !== 'object' || tenants === null || Array.isArray(tenants)) {
    throw new ConfigError(`"tenants" of the seed ${path} is not an object whose members are tenants.`)
  }
  return tenants as Record<string, unknown>
}

async function * once (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function explain (error: unknown, path: string, tenant: string): unknown {
  if (!(error instanceof ODataError)) return error
  return new ConfigError(
    `The seed ${path} does not fit (tenant ${tenant}${error.target === undefined ? '' : `, ${error.target}`}): ${error.message}`
  )
}
