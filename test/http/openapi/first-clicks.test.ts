/** Who opens the page, writes the first example and runs the first filter finds what was written; and what a create leads to. */
import { OFFICE, json, onBothDatabases } from '../../support/service.js'

type Examples = Readonly<Record<string, { readonly value: unknown }>>

interface Link {
  readonly operationId: string
  readonly parameters: Readonly<Record<string, string>>
}

interface Operation {
  readonly operationId: string
  readonly parameters?: ReadonlyArray<{ readonly name: string, readonly examples?: Examples }>
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly examples: Examples }>> }
  readonly responses: Readonly<Record<string, { readonly links?: Readonly<Record<string, Link>> }>>
}

interface Document { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }

const firstBody = (operation: Operation | undefined): unknown => Object.values(operation?.requestBody?.content['application/json']?.examples ?? {})[0]?.value

/** The first that sends something. */
const firstOf = (operation: Operation | undefined, name: string): string =>
  Object.values(operation?.parameters?.find(parameter => parameter.name === name)?.examples ?? {}).flatMap(({ value }) => value === undefined ? [] : [String(value)])[0] ?? ''

onBothDatabases('the first example and the first filter end in a row', async (t, { app, call }) => {
  const { paths } = app.swagger() as unknown as Document
  const writes = [['patch', '/officeConfiguration', '/tenantCheckinStatuses'], ['post', '/officeConfiguration/tenantCheckinStatuses', ''], ['post', '/officeConfiguration/clientConfigurations', '']] as const
  for (const [method, path, list] of writes) {
    await call('DELETE', `${OFFICE}/tenantCheckinStatuses`)
    const written = await call(method === 'patch' ? 'PATCH' : 'POST', `/beta${path}`, { body: firstBody(paths[path]?.[method]) })
    t.ok(written.statusCode < 300, written.body)
    for (const option of ['$filter', '$orderby']) {
      const query = `${option}=${encodeURIComponent(firstOf(paths[`${path}${list}`]?.['get'], option))}`
      const { value } = json(await call('GET', `/beta${path}${list}?${query}`)) as { value: unknown[] }
      t.ok(value.length > 0, `${path}${list}?${decodeURIComponent(query)}`)
    }
  }
})

onBothDatabases('nothing is filled in on the page that filters', async (t, { app }) => {
  const { paths } = json(await app.inject({ url: '/docs/json' })) as unknown as Document
  const operations = Object.values(paths).flatMap(methods => Object.values(methods))
  const filled = operations.flatMap(({ parameters = [] }) => parameters).filter(({ examples }) => examples !== undefined)
  t.ok(filled.length > 20)
  for (const { name, examples = {} } of filled) t.equal(Object.values(examples)[0]?.value, '', name)
})

onBothDatabases('the links of a create lead to what can be read, changed and deleted', async (t, { app, call }) => {
  const { paths } = app.swagger() as unknown as Document
  const places = Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations).map(([method, operation]) => ({ path, method: method.toUpperCase() as 'GET', operation })))
  const creates = places.filter(({ operation }) => operation.responses['201'] !== undefined)
  t.equal(creates.length, 2)
  const known: Record<string, string> = {}
  for (const { path, operation } of creates) {
    const filled = (text: string, names: Readonly<Record<string, string>>): string => text.replace(/\{([^{}]+)\}/g, (_match, name: string) => names[name] ?? 'missing')
    const { id } = json(await call('POST', `/beta${filled(path, known)}`, { body: firstBody(operation) })) as { id: string }
    const links = Object.values(operation.responses['201']?.links ?? {})
    const leads = links.map(link => ({ ...link, ...places.find(place => place.operation.operationId === link.operationId)! }))
    for (const method of ['GET', 'PATCH', 'DELETE']) t.ok(leads.some(lead => lead.method === method && lead.path.startsWith(`${path}/{`) && lead.path.endsWith('}')), `${method} of ${path}`)
    for (const { parameters, path: target, method } of leads.filter(({ method }) => method === 'GET')) {
      const values = Object.fromEntries(Object.entries(parameters).map(([name, expression]) => [name, expression === '$response.body#/id' ? id : known[expression.replace('$request.path.', '')] ?? 'missing']))
      const response = await call(method, `/beta${filled(target, values)}`)
      t.ok(response.statusCode < 300, `${target} ${response.statusCode}`)
      Object.assign(known, values)
    }
  }
})
