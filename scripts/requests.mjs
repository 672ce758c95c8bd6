// npm run openapi: writes the requests of the OpenAPI documents as a file of requests for editors (.http) and as a collection of Postman,
// which Bruno, Insomnia and others import too. Both can be sent as they are, from top to bottom, to a service that has no data.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const DOCUMENTS = [
  { title: 'officeConfiguration', file: 'openapi/openapi-3.1.json' },
  { title: 'Controls', file: 'openapi/controls-3.1.json' }
]
const METHODS = ['get', 'post', 'patch', 'put', 'delete']

/** What creates an entity comes before what needs it, and what deletes it last. */
const rank = ({ method, path }) => method === 'DELETE' ? 2 : method === 'POST' && !path.includes('{') ? 0 : 1

/** Every operation of a document as `{ name, method, path, type, body }`; `path` begins below the host. */
export function requestsOf (document) {
  const { pathname } = new URL(document.servers[0].url, 'http://127.0.0.1:3000')
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter(method => item[method] !== undefined).map(method => ({ path, method, operation: item[method] })))
  return operations.map(({ path, method, operation }) => ({
    name: operation.summary ?? operation.operationId,
    method: method.toUpperCase(),
    path: pathname.replace(/\/$/, '') + path,
    ...bodyOf(document, operation.requestBody)
  })).sort((one, other) => rank(one) - rank(other))
}

function bodyOf (document, { content = {} } = {}) {
  const [type, media] = Object.entries(content)[0] ?? []
  if (type === undefined) return { type: undefined, body: undefined }
  const schema = resolved(document, media.schema)
  const value = Object.values(media.examples ?? {})[0]?.value ?? media.example ?? schema?.example ?? schema?.examples?.[0] ?? ''
  return { type: type === '*/*' ? 'application/octet-stream' : type, body: typeof value === 'string' ? value : JSON.stringify(value, null, 2) }
}

const resolved = (document, { $ref, ...schema } = {}) => $ref === undefined ? schema : document.components.schemas[$ref.split('/').at(-1)]

/** `{officeClientConfiguration-id}` as the variable that every tool has a name for. */
const variableOf = name => name.replace(/-id$/, '').replace(/^officeClient/, '').replace(/^./, letter => letter.toLowerCase()) + (name.endsWith('-id') ? 'Id' : '')
const withVariables = path => path.replace(/\{([^}]+)\}/g, (_match, name) => `{{${variableOf(name)}}}`)
const variablesOf = requests => [...new Set(requests.flatMap(({ path }) => [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => variableOf(name))))]
const firstValue = name => name === 'tenant' ? 'contoso' : ''

const authorized = path => !path.startsWith('/__admin')

/** The text of a `.http` file, as VS Code's REST Client, JetBrains and Visual Studio read it. */
export function httpFile (groups) {
  const variables = variablesOf(groups.flatMap(({ requests }) => requests))
  const head = ['# Made of the OpenAPI documents by npm run openapi. Fill in the variables that are empty with ids of yours.', '@url = http://127.0.0.1:3000', '@token = any-word',
    ...variables.map(name => `@${name} = ${firstValue(name)}`)]
  const blocks = groups.flatMap(({ requests }) => requests).map(({ name, method, path, type, body }) => [
    `### ${name}`,
    `${method} {{url}}${withVariables(path)}`,
    ...authorized(path) ? ['Authorization: Bearer {{token}}'] : [],
    ...type === undefined ? [] : [`Content-Type: ${type}`, '', body]
  ].join('\n'))
  return `${[head.join('\n'), ...blocks].join('\n\n')}\n`
}

/** A collection of Postman's format 2.1. */
export function postmanCollection (groups) {
  const item = ({ name, method, path, type, body }) => ({
    name,
    request: {
      method,
      ...authorized(path) ? {} : { auth: { type: 'noauth' } },
      header: type === undefined ? [] : [{ key: 'Content-Type', value: type }],
      ...type === undefined ? {} : { body: { mode: 'raw', raw: body } },
      url: `{{url}}${withVariables(path)}`
    }
  })
  const variables = variablesOf(groups.flatMap(({ requests }) => requests))
  return {
    info: { name: 'graph-office-emulator', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    variable: [{ key: 'url', value: 'http://127.0.0.1:3000' }, { key: 'token', value: 'any-word' }, ...variables.map(key => ({ key, value: firstValue(key) }))],
    item: groups.map(({ title, requests }) => ({ name: title, item: requests.map(item) }))
  }
}

/** The files, by their paths. */
export function requestFiles () {
  const groups = DOCUMENTS.filter(({ file }) => existsSync(file))
    .map(({ title, file }) => ({ title, requests: requestsOf(JSON.parse(readFileSync(file, 'utf8'))) }))
  return [['requests/requests.http', httpFile(groups)], ['requests/postman-collection.json', `${JSON.stringify(postmanCollection(groups), null, 2)}\n`]]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const [path, text] of requestFiles()) writeFileSync(path, text)
