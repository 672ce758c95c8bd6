/** The files of `openapi/`: the documents that the service serves, with absolute servers. */
import type { FastifyInstance } from 'fastify'
import { stringify } from 'yaml'
import { withAbsoluteServers } from './document-servers.js'
import { downgrade } from './downgrade.js'

/** The document as YAML without anchors, and with all text in quotes, as some readers would take a date for more than text. */
export const toYaml = (document: object): string =>
  stringify(document, { aliasDuplicateObjects: false, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' })

/** File name to content: Graph's document, and that of the controls. `npm run openapi` writes them; a test compares. */
export async function openapiFiles (app: FastifyInstance): Promise<ReadonlyMap<string, string>> {
  const controls = (await app.inject({ url: '/__admin/openapi.json' })).json<object>()
  return new Map([...filesOf('openapi', app.swagger()), ...filesOf('controls', controls)])
}

/** A document in both versions of OpenAPI, as JSON and as YAML. */
function filesOf (name: string, document: object): Array<[string, string]> {
  const file = withAbsoluteServers(document)
  return Object.entries({ 3.1: file, '3.0': downgrade(file) }).flatMap(([version, content]): Array<[string, string]> => [
    [`${name}-${version}.json`, `${JSON.stringify(content, null, 2)}\n`],
    [`${name}-${version}.yaml`, toYaml(content)]
  ])
}
