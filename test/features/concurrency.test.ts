/** Writers at once: whatever they leave behind, some order of theirs explains it (OData-Protocol 4.01, section 11.4.1.1). */
import { assignmentTo, CONFIGURATIONS, create, items } from '../support/configurations.js'
import { json, onBothDatabases } from '../support/service.js'

interface Configuration {
  readonly id: string
  readonly priority: number
  readonly displayName: string
  readonly description: string
  readonly assignments: ReadonlyArray<{ readonly target: { readonly groupId: string } }>
}

onBothDatabases('50 parallel assign, updatePriorities and PATCH requests', async (t, { call }) => {
  const ids = [await create(call), await create(call), await create(call)]
  const statuses = await Promise.all(Array.from({ length: 50 }, async (_, index) => {
    const id = ids[index % ids.length] ?? ''
    switch (index % 5) {
      // Each assign leaves three assignments of one writer, each PATCH two texts of one writer, each call of updatePriorities three values
      // of one writer.
      case 0: case 1: return await call('POST', `${CONFIGURATIONS}/${id}/assign`, { body: { officeConfigurationAssignments: ['a', 'b', 'c'].map(part => assignmentTo(`${index}-${part}`)) } })
      case 2: return await call('POST', `${CONFIGURATIONS}/updatePriorities`, { body: { officeConfigurationPolicyIds: ids, officeConfigurationPriorities: [0, 1, 2].map(offset => 1000 + index * 10 + (offset + index) % 3) } })
      default: return await call('PATCH', `${CONFIGURATIONS}/${id}`, { body: { displayName: `name ${index}`, description: `of ${index}` } })
    }
  }))
  t.same([...new Set(statuses.map(({ statusCode }) => statusCode))].sort(), [200, 204], 'nobody is refused')
  const configurations = await items(call, `${CONFIGURATIONS}?$expand=assignments`) as unknown as readonly Configuration[]
  for (const { displayName, description, assignments } of configurations) {
    t.equal(description, displayName.replace('name', 'of'), 'both texts are of one PATCH')
    const groups = assignments.map(({ target }) => target.groupId)
    const [writer] = String(groups[0]).split('-')
    t.same(groups, ['a', 'b', 'c'].map(part => `${String(writer)}-${part}`), 'all assignments are of one assign')
  }
  const priorities = configurations.map(({ priority }) => priority)
  t.equal(new Set(priorities).size, ids.length)
  t.equal(new Set(priorities.map(priority => Math.floor(priority / 10))).size, 1, 'all priorities are of one call')
  const versions = statuses.map(({ headers }) => headers.etag).filter(etag => etag !== undefined)
  t.equal(new Set(versions).size, versions.length, 'each write has a version of its own')
})

onBothDatabases('parallel creates get different priorities, and a priority that all want goes to one', async (t, { call }) => {
  const created = await Promise.all(Array.from({ length: 20 }, () => call('POST', CONFIGURATIONS, { body: { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration' } })))
  t.same(created.map(response => json(response)['priority'] as number).sort((a, b) => a - b), Array.from({ length: 20 }, (_, index) => index + 1))
  const wanted = await Promise.all(created.map(response => call('PATCH', `${CONFIGURATIONS}/${String(json(response)['id'])}`, { body: { priority: 99 } })))
  t.equal(wanted.filter(({ statusCode }) => statusCode === 200).length, 1)
  t.equal(wanted.filter(({ statusCode }) => statusCode === 400).length, 19)
})

onBothDatabases('of parallel writers with the same ETag one wins', async (t, { call }) => {
  const id = await create(call)
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => call('PATCH', `${CONFIGURATIONS}/${id}`, { body: { displayName: String(index) }, headers: { 'if-match': 'W/"1"' } })))
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, ...Array.from({ length: 9 }, () => 412)])
})
