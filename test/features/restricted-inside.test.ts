/** What a model forbids of contained entities, it forbids inside of bodies too (vocabulary Capabilities); on both databases. */
import type { Test } from 'tap'
import { errorOf, json, onBothDatabases } from '../support/service.js'
import type { Service } from '../support/service.js'

const ORDERS = { model: 'test/models/orders.csdl.xml' }

type Send = (method: 'POST' | 'PATCH' | 'PUT', url: string, body: object, words: string) => Promise<void>

/** Requests that are a 400 with these words, and after which everything is as it was. */
const refuser = (t: Test, { call }: Service): Send => async (method, url, body, words) => {
  const response = await call(method, `/odata/${url}`, { body })
  t.match([response.statusCode, response.statusCode === 400 ? errorOf(response)['message'] : response.body], [400, words], JSON.stringify(body))
}

const LINES = [{ No: 1, Text: 'a' }, { No: 2, Text: 'b' }]

onBothDatabases('Protocol 11.4.2.2: entities inside of a new one are held to the restrictions of their path', async (t, service) => {
  const refused = refuser(t, service)
  await refused('POST', 'Orders', { Id: 1, Lines: [{ Text: 'a' }, { Text: 'b', Checked: true }] }, "'Checked' cannot be sent: Capabilities.InsertRestrictions/NonInsertableProperties of 'Orders/Lines'")
  await refused('POST', 'Orders', { Id: 1, Lines: [{}] }, "'Text' is missing: Capabilities.InsertRestrictions/RequiredProperties of 'Orders/Lines'")
  await refused('POST', 'Orders', { Id: 1, Lines: [{ Text: 'a', Notes: [{ No: 1 }] }] }, "Capabilities.InsertRestrictions/Insertable of 'Orders/Lines/Notes' is false")
  await refused('POST', 'OldOrders', { Id: 1, Lines: [{ Text: 'a' }] }, "Capabilities.InsertRestrictions/Insertable of 'OldOrders/Lines' is false")
  await refused('POST', 'Customers', { Id: 1, Orders: [{ Id: 1, Lines: [{ Text: 'a', Notes: [{ No: 1 }] }] }] }, "Insertable of 'Orders/Lines/Notes' is false")
  await refused('PUT', 'OldOrders(1)', { Lines: [{ Text: 'a' }] }, "Insertable of 'OldOrders/Lines' is false")
  t.same((json(await service.call('GET', '/odata/Orders'))['value']), [])
  const { statusCode } = await service.call('POST', '/odata/OldOrders', { body: { Id: 1, Lines: [], Head: { No: 1, Notes: [{ No: 1 }] } } })
  t.equal(statusCode, 201, 'other paths have other restrictions')
}, ORDERS)

onBothDatabases('Protocol 11.4.3.1: so are entities that a body creates, changes, leaves out or removes', async (t, service) => {
  const { call } = service
  const refused = refuser(t, service)
  t.equal((await call('POST', '/odata/Orders', { body: { Id: 1, Lines: LINES, Head: { No: 1, Text: 'h' } } })).statusCode, 201)
  const before = (await call('GET', '/odata/Orders(1)?$expand=Lines($expand=Notes),Head')).body
  await refused('PATCH', 'Orders(1)', { 'Lines@delta': [{ '@removed': {}, No: 1 }] }, "Capabilities.DeleteRestrictions/Deletable of 'Orders/Lines' is false")
  await refused('PATCH', 'Orders(1)', { Lines: [{ No: 1 }] }, "Deletable of 'Orders/Lines' is false")
  await refused('PATCH', 'Orders(1)', { 'Lines@delta': [{ No: 1, Text: 'c' }] }, "'Text' cannot be sent: Capabilities.UpdateRestrictions/NonUpdatableProperties of 'Orders/Lines'")
  await refused('PATCH', 'Orders(1)', { 'Lines@delta': [{ No: 1, Notes: [{ No: 1 }] }] }, "Insertable of 'Orders/Lines/Notes' is false")
  await refused('PATCH', 'Orders(1)', { Head: { No: 1, Text: 'i' } }, "Capabilities.UpdateRestrictions/Updatable of 'Orders/Head' is false")
  t.equal((await call('GET', '/odata/Orders(1)?$expand=Lines($expand=Notes),Head')).body, before)
  const allowed = await call('PATCH', '/odata/Orders(1)?$expand=Lines', { body: { 'Lines@delta': [{ No: 1, Checked: true }, { Text: 'new' }], Head: null } })
  t.match(json(allowed), { Lines: [{ No: 1, Checked: true }, { No: 2 }, { No: 3, Text: 'new' }] }, 'what is not forbidden is done')
  t.equal((await call('PATCH', '/odata/Orders(1)', { body: { Lines: [{ No: 1 }, { No: 2 }, { No: 3 }], Head: { No: 1 } } })).statusCode, 200, 'a key alone changes nothing')
  await call('PUT', '/__admin/tenants/default/state', { body: { OldOrders: [{ Id: 1, Lines: LINES }] } })
  await refused('PATCH', 'OldOrders(1)', { 'Lines@delta': [{ No: 1, Text: 'c' }] }, "Updatable of 'OldOrders/Lines' is false")
  await refused('PATCH', 'OldOrders(1)', { 'Lines@delta': [{ No: 7, Text: 'c' }] }, "Insertable of 'OldOrders/Lines' is false")
  t.equal((await call('PATCH', '/odata/OldOrders(1)', { body: { 'Lines@delta': [{ '@removed': {}, No: 1 }] } })).statusCode, 200)
}, ORDERS)
