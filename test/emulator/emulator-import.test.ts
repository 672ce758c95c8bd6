/** Entities put into an entity set of an emulator, on both databases. */
import { Readable } from 'node:stream'
import t from 'tap'
import { startEmulator } from '../../src/emulator.js'
import { dialects, newDatabase } from '../support/databases.js'

for (const dialect of dialects) {
  t.test(`entities of a model go into a set: objects, and files as text, bytes and streams (${dialect})`, async t => {
    const emulator = await startEmulator({ databaseUrl: await newDatabase(t, dialect), model: 'test/models/shop.csdl.xml' })
    t.teardown(emulator.stop)
    const { importEntities, exportState } = emulator
    const numbers = async (tenant?: string): Promise<unknown> =>
      ((await exportState(tenant))['Customers'] as ReadonlyArray<Record<string, unknown>>).map(customer => customer['Number'])
    t.same(await importEntities('Customers', [{ Number: '1', Name: 'A' }, { Number: '2', Name: 'B', Orders: [{ Id: 1 }] }]), { entities: 2, version: '1' })
    t.same(await importEntities('Customers', { csv: 'Number,Name,Address/Street\n3,C,S\n' }), { entities: 1, version: '2' })
    t.same(await importEntities('Customers', { ndjson: Buffer.from('{"Number":"4","Name":"D"}') }), { entities: 1, version: '3' })
    t.same(await importEntities('Customers', { csv: Readable.from(['Number,Na', 'me\n5,E']) }), { entities: 1, version: '4' })
    t.same(await numbers(), ['1', '2', '3', '4', '5'])
    const many = async function * (): AsyncGenerator<object> { for (let index = 0; index < 1200; index++) yield { Number: `n${index}`, Name: 'N' } }
    t.match(await importEntities('Customers', many(), { mode: 'replace', tenant: 'Contoso' }), { entities: 1200 })
    t.equal((await numbers('contoso') as unknown[]).length, 1200)
    t.match(await importEntities('Customers', new Set([{ Number: '9', Name: 'Z' }]), { mode: 'replace' }), { entities: 1 })
    t.same(await numbers(), ['9'])
    await t.rejects(importEntities('Customers', [{ Number: '10', Name: 'A' }, { Number: '11' }]), { status: 400, message: /Line 2: The property 'Name'/ })
    await t.rejects(importEntities('Customers', [{ Number: '9', Name: 'A' }]), { status: 409, message: /Number='9'|'9'/ })
    await t.rejects(importEntities('Customer', []), { status: 404, message: /Did you mean 'Customers'/ })
    await t.rejects(importEntities('Customers', 5 as unknown as object[]), { status: 400, message: /iterable of objects/ })
    await t.rejects(importEntities('Customers', [], { mode: 'x' as 'append' }), { status: 400, message: /'mode' must be one of/ })
    await t.rejects(importEntities('Customers', [], { tenant: '..' }), { message: /cannot be a tenant/ })
    t.same(await numbers(), ['9'], 'what was refused changed nothing')
  })
}
