/** Cross joins drawn at random: both databases find, sort and cut the pairs that arrays give (OData-URL 4.01, section 4.15). */
import type { Test } from 'tap'
import { onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'
import { SALES, answerOf, itemsOf, seedSales } from '../support/sales.js'
import { fc, runs, seed } from '../support/property.js'

const RUNS = runs(100)
/** Items that an answer has, before it goes on on another page. */
const PAGE = 100

type Value = string | null
type Entity = Readonly<Record<string, Value>>
/** An entity of each set, by its name. */
type Pair = Readonly<Record<string, Entity>>

/** Texts of each set, the first of which tells its entities apart. */
type Sets = Readonly<Record<string, readonly string[]>>

const SETS: Sets = {
  Categories: ['ID', 'Name'], Customers: ['ID', 'Name', 'Country', 'Home/City'], Products: ['ID', 'Name', 'Category/ID'], Organizations: ['ID', 'Name', 'Superior/ID']
}
const DIRECTORY: Sets = { users: ['id', 'displayName', 'manager/id'], groups: ['id', 'mail'], directoryObjects: ['id'] }
const EXPAND: Readonly<Record<string, string>> = { Categories: '', Customers: '', Products: '$expand=Category($select=ID)', Organizations: '$expand=Superior($select=ID)' }

interface Condition {
  readonly text: string
  readonly holds: (pair: Pair) => boolean
}

/** Null equals null, and is neither less nor greater. */
const operators: ReadonlyArray<readonly [name: string, holds: (a: Value, b: Value) => boolean]> = [
  ['eq', (a, b) => a === b], ['ne', (a, b) => a !== b], ['lt', (a, b) => a !== null && b !== null && a < b], ['ge', (a, b) => a !== null && b !== null && a >= b]
]

/** Null is lowest. */
const compare = (a: Value, b: Value): number => a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1

const at = (pair: Pair, path: string): Value => {
  const [set = '', ...names] = path.split('/')
  return pair[set]?.[names.join('/')] ?? null
}

function conditionOver (paths: readonly string[]): fc.Arbitrary<Condition> {
  const path = fc.constantFrom(...paths)
  const compared = fc.tuple(path, fc.constantFrom(...operators), fc.oneof(path.map(text => ({ text, of: (pair: Pair) => at(pair, text) })), fc.constantFrom('Sue', 'US', 'PG1', 'M').map(value => ({ text: `'${value}'`, of: () => value }))))
    .map(([left, [name, holds], right]): Condition => ({ text: `${left} ${name} ${right.text}`, holds: pair => holds(at(pair, left), right.of(pair)) }))
  return fc.letrec<{ condition: Condition }>(tie => ({
    condition: fc.oneof({ maxDepth: 2 }, compared,
      tie('condition').map(({ text, holds }): Condition => ({ text: `not (${text})`, holds: pair => !holds(pair) })),
      fc.tuple(tie('condition'), fc.boolean(), tie('condition')).map(([a, both, b]): Condition =>
        ({ text: `(${a.text} ${both ? 'and' : 'or'} ${b.text})`, holds: pair => both ? a.holds(pair) && b.holds(pair) : a.holds(pair) || b.holds(pair) })))
  })).condition
}

interface Asked {
  readonly sets: readonly string[]
  readonly filter: Condition | undefined
  readonly order: ReadonlyArray<readonly [path: string, descending: boolean]>
  readonly skip: number
  readonly top: number | undefined
}

const askedOf = (known: Sets): fc.Arbitrary<Asked> => fc.shuffledSubarray(Object.keys(known), { minLength: 1, maxLength: 3 })
  .chain(sets => {
    const paths = sets.flatMap(set => (known[set] ?? []).map(name => `${set}/${name}`))
    return fc.record({
      sets: fc.constant(sets),
      filter: fc.option(conditionOver(paths), { nil: undefined }),
      order: fc.array(fc.tuple(fc.constantFrom(...paths), fc.boolean()), { maxLength: 2 }),
      skip: fc.nat(4),
      top: fc.option(fc.nat(30), { nil: undefined })
    })
  })

/** Nested objects as values by their paths. */
const flatten = (item: Readonly<Record<string, unknown>>, around = ''): Entity => Object.fromEntries(Object.entries(item).flatMap(([name, value]): Array<[string, Value]> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(flatten(value as Record<string, unknown>, `${around}${name}/`)) : [[`${around}${name}`, value as Value]]))

interface Joined {
  readonly known: Sets
  readonly entities: Readonly<Record<string, readonly Entity[]>>
}

async function joinsOf (t: Test, call: Call, { known, entities }: Joined): Promise<void> {
  t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
  const idOf = (pair: Pair, set: string): Value | undefined => pair[set]?.[known[set]?.[0] ?? '']
  let fault = ''
  await fc.assert(fc.asyncProperty(askedOf(known), async ({ sets, filter, order, skip, top }) => {
    const all = sets.reduce<readonly Pair[]>((pairs, set) =>
      pairs.flatMap(pair => (entities[set] ?? []).map(entity => ({ ...pair, [set]: entity }))), [{}])
    const kept = all.filter(pair => filter === undefined || filter.holds(pair))
    // What sorts alike comes in the order of the sets, in the direction of the last key.
    const last = order.at(-1)?.[1] === true
    const byKeys = (a: Pair, b: Pair): number =>
      order.reduce((found, [path, descending]) => found || (descending ? -1 : 1) * compare(at(a, path), at(b, path)), 0)
    const sorted = kept.map((pair, place) => ({ pair, place }))
      .sort((a, b) => byKeys(a.pair, b.pair) || (last ? -1 : 1) * (a.place - b.place))
    const wanted = sorted.slice(skip, skip + Math.min(top ?? PAGE, PAGE)).map(({ pair }) => sets.map(set => idOf(pair, set)).join(' '))
    const query = [
      `$expand=${sets.map(set => `${set}($select=${known[set]?.[0] ?? ''})`).join(',')}`,
      '$count=true',
      `$skip=${skip}`,
      ...top === undefined ? [] : [`$top=${top}`],
      ...filter === undefined ? [] : [`$filter=${filter.text}`],
      ...order.length === 0 ? [] : [`$orderby=${order.map(([path, descending]) => `${path}${descending ? ' desc' : ''}`).join(',')}`]
    ].join('&')
    const answer = await answerOf(call, `$crossjoin(${sets.join(',')})`, query)
    const { value = [], '@odata.count': count } = typeof answer === 'string' ? {} : answer as { value: Pair[], '@odata.count': string }
    const found = value.map(pair => sets.map(set => idOf(pair, set)).join(' '))
    if (JSON.stringify(found) === JSON.stringify(wanted) && count === String(kept.length)) return true
    fault = `${sets.join(',')}?${query}\nfound  ${count ?? String(answer)} ${found.join(', ')}\nwanted ${kept.length} ${wanted.join(', ')}`
    return false
  }), { seed, numRuns: RUNS }).catch(() => undefined)
  t.equal(fault, '')
}

onBothDatabases('4.15 whatever is joined', async (t, { call }) => {
  await seedSales(t, call)
  const entities: Record<string, readonly Entity[]> = {}
  for (const [set, expand] of Object.entries(EXPAND)) {
    entities[set] = (await itemsOf(call, set, expand) as Array<Record<string, unknown>>).map(item => flatten(item))
  }
  await joinsOf(t, call, { known: SETS, entities })
}, SALES)

onBothDatabases('4.15 whatever is joined with a set that stands for others', async (t, { call }) => {
  const created: Array<readonly [set: string, entity: Entity]> = [
    ['users', { id: 'M', displayName: 'Sue', 'manager/id': null }], ['groups', { id: 'PG1', mail: 'US' }], ['directoryObjects', { id: 'US' }],
    ['users', { id: 'A', displayName: null, 'manager/id': 'M' }], ['groups', { id: 'Z', mail: null }], ['users', { id: 'B', displayName: 'Sue', 'manager/id': 'PG1' }]
  ]
  for (const [set, { 'manager/id': manager = null, ...body }] of created) {
    const bound = manager === null ? {} : { 'manager@odata.bind': `directoryObjects('${manager}')` }
    t.equal((await call('POST', `/odata/${set}`, { body: { ...body, ...bound } })).statusCode, 201)
  }
  const own = (name: string): readonly Entity[] => created.filter(([set]) => set === name).map(([, entity]) => entity)
  const entities = { users: own('users'), groups: own('groups'), directoryObjects: created.map(([, { id = null }]) => ({ id })) }
  await joinsOf(t, call, { known: DIRECTORY, entities })
}, { model: 'test/models/directory.csdl.xml' })
