/** Files of effects: a start says in one sentence what is wrong with one, and a program may give functions. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { ConfigError } from '../../src/config.js'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import type { Operation } from '../../src/edm/types.js'
import { startEmulator } from '../../src/emulator.js'
import type { OperationCall } from '../../src/index.js'
import { withEffects } from '../../src/operations/read-operations.js'

const MODEL = 'test/models/works.csdl.xml'
const model = readCsdl([MODEL])

function fileOf (t: Test, name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'effects-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

async function refusalOf (t: Test, text: string, name = 'effects.yaml'): Promise<string> {
  const file = fileOf(t, name, text)
  try {
    await withEffects(model, file, undefined)
    return 'it is fine'
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.replaceAll(file, name)
  }
}

const refused: ReadonlyArray<readonly [text: string, sentence: RegExp]> = [
  ['- a', /^effects\.yaml must be an object of effects by the qualified names of actions and functions\.$/],
  ['a: [', /^The operations of effects\.yaml cannot be read: /],
  ['Works.Clear: {}', /^effects\.yaml: the model has no action or function 'Works\.Clear'\./],
  ['Works.Cheapst: {}', /Did you mean Works\.Cheapest\?$/],
  ['Works.Named(Edm.Int32): { query: Products }', /the model has no overload .*; it has Works\.Named\(Edm\.String\) and Works\.Named\(Edm\.String,Edm\.Decimal,Edm\.Int32\)\.$/],
  ['Works.Say: text', /^effects\.yaml: Works\.Say must be an object with query, expression, answer, on, set, reset, or null/],
  ['Works.Twin: { querry: $it }', /has 'querry', which is not one of .* Did you mean query\?$/],
  ['Works.Nothing: { reset: true, answer: 1 }', /'reset' is true, and stands alone\.$/],
  ['Works.Silent: { reset: true }', /'reset' needs an action without result\.$/],
  ['Works.Twin: { query: 5 }', /'query' must be text\.$/],
  ['Works.Twin: { query: $it, answer: 5 }', /an operation has one answer\.$/],
  ['Works.Raise: { on: $it, query: $it }', /has 'on' without 'set'/],
  ['Works.Raise: { set: {}, query: $it }', /'set' must be an object of properties/],
  ['Works.Raise: { set: { Price: [1] }, query: $it }', /'Price' in 'set' must be an expression, as text\.$/],
  ['Works.Twin: { set: { Price: 1 } }', /a function changes nothing: make it an action\.$/],
  ['Works.Twin: { query: Nowhere }', /Resource not found for the segment 'Nowhere'\./],
  ['Works.Twin: { query: Categories }', /'Categories' is Collection\(Works\.Category\), and the result of the operation Works\.Product\.$/],
  ['Works.Cheapest: { query: $it?$filter=Prize gt 1 }', /\$filter: .*"Prize"/],
  ['Works.Cheapest: { query: $it?$top=@cout }', /@cout is not a parameter of the operation; did you mean @count: it has count\.$/],
  ['Works.Cheapest: { query: $it?$filter=Name eq @text }', /@text is not a parameter/],
  ['Works.Cheapest: { query: $it?$apply=aggregate($count as n) }', /\$apply cannot be in the query/],
  ['Works.In: { query: $it }', /\$it means nothing: the operation is not bound\.$/],
  ['Works.HowMany: { query: $it/Products }', /is Collection\(Works\.Product\), and the result of the operation Edm\.Int32/],
  ['Works.HowMany: {}', /it has no answer, and the result Edm\.Int32 cannot be null: give query, expression or answer\.$/],
  ['Works.Nothing: { answer: 1 }', /it has an answer, and the operation has no result\.$/],
  ['Works.Sizes: { answer: [{ Hight: 1 }] }', /'0\/Height' of the answer is null|'Hight'/],
  ['Works.Reduced: { expression: $it/Name }', /'\$it\/Name' is Edm\.String, and the result of the operation Edm\.Decimal\.$/],
  ['Works.Say: { expression: 1 add 1 }', /'expression' needs an operation that is bound to one entity, or to a property\.$/],
  ['Works.Raise: { set: { Prize: Price }, query: $it }', /Works\.Product has no property 'Prize'\. Did you mean Price\?$/],
  ['Works.Raise: { set: { Id: 1 }, query: $it }', /'Id' of Works\.Product cannot be set\.$/],
  ["Works.Raise: { set: { Stock: '@by' } , query: $it/Category }", /'\$it\/Category' is Works\.Category, and the result/],
  ["Works.Raise: { set: { Color: '@by' } , query: $it }", /'Color' is Works\.Color, and '@by' Edm\.Decimal\.$/],
  ['Works.Raise: { set: { Name: Stock } , query: $it }', /'Name' is Edm\.String, and 'Stock' Edm\.Int32\.$/],
  ['Works.Label: { set: { Name: Price add 1 } }', /'Name' is Edm\.String, and 'Price add 1' Edm\.Decimal\.$/],
  ["Works.Label: { on: 'Products/$count', set: { Name: \"'a'\" } }", /is neither an entity nor a collection of entities/],
  ['Works.Initial: { expression: length($it) }', /'length\(\$it\)' is Edm\.Int32, and the result of the operation Edm\.String\.$/],
  ['Works.Area: { expression: $it/Nothing }', /Nothing/]
]

t.test('a file that is wrong is refused with a sentence', async t => {
  for (const [text, sentence] of refused) t.match(await refusalOf(t, text), sentence, text)
  t.match(await refusalOf(t, '{"Works.Silent":', 'effects.json'), /^The operations of effects\.json cannot be read: /)
  t.match(await refusalOf(t, 'export const other = 1', 'effects.mjs'), /the module has no default export\.$/)
  const twice = await withEffects(model, fileOf(t, 'a.yaml', 'Works.Silent:'), { 'Works.Silent': null }).catch((error: Error) => error.message)
  t.match(twice, 'operations: Works.Silent: Works.Silent() has an effect already.')
  t.match(await withEffects(model, '/nowhere.yaml', undefined).catch((error: Error) => error.message), /^The operations of \/nowhere\.yaml cannot be read: /)
})

t.test('one overload goes before all of a name', async t => {
  const { effects } = await withEffects(model, '', { 'Works.Named': { answer: [] }, 'Works.Named(Edm.String)': () => 'one' })
  const found = [...effects ?? []].map(([{ parameters }]: readonly [Operation, unknown]) => parameters.length)
  t.same(found, [1, 3])
})

t.test('a program gives functions, which are told who calls and when', async t => {
  const told: OperationCall[] = []
  const emulator = await startEmulator({
    model: MODEL,
    operations: {
      'Works.Silent': call => {
        told.push(call)
        return 'spoken'
      },
      'Works.Cheapest': { query: '$it?$top=@count' }
    }
  })
  t.teardown(emulator.stop)
  emulator.clock.set('2026-05-06T07:08:09Z')
  const response = await fetch(`${emulator.baseUrl}/Silent()`, { headers: { 'x-tenant': 'contoso' } })
  t.match(await response.json(), { value: 'spoken' })
  t.match(told, [{ operation: 'Works.Silent', now: new Date('2026-05-06T07:08:09Z'), boundTo: undefined, parameters: {} }])
  await t.rejects(startEmulator({ operations: { 'Works.Silent': null } }), { name: 'ConfigError', message: /OPERATIONS needs MODEL/ })
  await t.rejects(startEmulator({ model: MODEL, operations: 5 as unknown as string }), { name: 'ConfigError' })
})
