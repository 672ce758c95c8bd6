/** The files of `openapi/`: the same documents that the service serves. */
import type { FastifyInstance } from 'fastify'
import { stringify } from 'yaml'
import { downgrade } from './downgrade.js'

/** The document as YAML without anchors, and with all text in quotes, as some readers would take a date for more than text. */
export const toYaml = (document: object): string =>
  stringify(document, { aliasDuplicateObjects: false, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' })

/** File name to content. `npm run openapi` writes them; a test compares. */
export function openapiFiles (app: FastifyInstance): ReadonlyMap<string, string> {
  const document = app.swagger()
  const older = downgrade(document)
  return new Map([
    ['openapi-3.1.json', `${JSON.stringify(document, null, 2)}\n`],
    ['openapi-3.1.yaml', toYaml(document)],
    ['openapi-3.0.json', `${JSON.stringify(older, null, 2)}\n`],
    ['openapi-3.0.yaml', toYaml(older)]
  ])
}
