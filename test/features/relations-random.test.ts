/** Random relations, changed and asked for in random ways: the service on both databases, and a few lines of JavaScript, find the same. */
import type { Arbitrary } from 'fast-check'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'
import { fc, runs, seed } from '../support/property.js'

const CLUB = { model: 'test/models/club.csdl.xml' }
const RUNS = runs(40)

const NAMES = ['a', 'b', 'c', 'd', 'e'] as const
type Name = typeof NAMES[number]

interface Person {
  readonly name: Name
  readonly age: number
  readonly friends: Set<Name>
  idol: Name | undefined
  boss: Name | undefined
  spouse: Name | undefined
}

type World = ReadonlyMap<Name, Person>

const newPerson = (name: Name, age: number): Person =>
  ({ name, age, friends: new Set(), idol: undefined, boss: undefined, spouse: undefined })

const newWorld = (): World => new Map(NAMES.map((name, index) => [name, newPerson(name, index)]))

const personOf = (world: World, name: Name): Person => {
  const person = world.get(name)
  if (person === undefined) throw new Error(name)
  return person
}

/** A change, and what it does in JavaScript. */
interface Step {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly body?: object
  readonly apply: (world: World) => void
}

const at = (name: Name): string => `People('${name}')`
const ref = (name: Name): object => ({ '@odata.id': at(name) })

function marry (world: World, one: Name, other: Name | undefined): void {
  for (const person of world.values()) {
    const isOf = (name: Name | undefined): boolean => name !== undefined && (person.name === name || person.spouse === name)
    if (isOf(one) || isOf(other)) person.spouse = undefined
  }
  if (other === undefined) return
  personOf(world, one).spouse = other
  personOf(world, other).spouse = one
}

function befriend (world: World, one: Name, other: Name): void {
  personOf(world, one).friends.add(other)
  personOf(world, other).friends.add(one)
}

function part (world: World, one: Name): void {
  for (const person of world.values()) person.friends.delete(one)
  personOf(world, one).friends.clear()
}

const name = fc.constantFrom(...NAMES)

const step: Arbitrary<Step> = fc.tuple(name, name, fc.nat(8)).map(([one, other, kind]): Step => {
  switch (kind) {
    case 0: return { method: 'POST', url: `${at(one)}/Friends/$ref`, body: ref(other), apply: world => { befriend(world, one, other) } }
    case 1: return { method: 'PATCH', url: at(one), body: { 'Friends@odata.bind': [at(other)] }, apply: world => { befriend(world, one, other) } }
    case 2: return { method: 'PATCH', url: at(one), body: { Friends: [{ '@id': at(other) }] }, apply: world => { part(world, one); befriend(world, one, other) } }
    case 3: return {
      method: 'DELETE',
      url: `${at(one)}/Friends/$ref?$id=${at(other)}`,
      apply: world => { personOf(world, one).friends.delete(other); personOf(world, other).friends.delete(one) }
    }
    case 4: return { method: 'PUT', url: `${at(one)}/Idol/$ref`, body: ref(other), apply: world => { personOf(world, one).idol = other } }
    case 5: return { method: 'PATCH', url: at(one), body: { Idol: null, 'Boss@odata.bind': at(other) }, apply: world => { Object.assign(personOf(world, one), { idol: undefined, boss: other }) } }
    case 6: return { method: 'POST', url: `${at(one)}/Reports/$ref`, body: ref(other), apply: world => { personOf(world, other).boss = one } }
    case 7: return { method: 'PUT', url: `${at(one)}/Spouse/$ref`, body: ref(other), apply: world => { marry(world, one, other) } }
    default: return { method: 'DELETE', url: `${at(one)}/Spouse/$ref`, apply: world => { marry(world, one, undefined) } }
  }
})

/** A condition as a URL has it, and what it is for a person; a variable before paths, or nothing. */
interface Condition {
  readonly text: (variable: string) => string
  readonly holds: (world: World, person: Person) => boolean
}

type Way = 'Idol' | 'Boss' | 'Spouse'

function follow (world: World, person: Person, ways: readonly Way[]): Person | undefined {
  return ways.reduce<Person | undefined>((found, way) => {
    const next = found === undefined ? undefined : way === 'Idol' ? found.idol : way === 'Boss' ? found.boss : found.spouse
    return next === undefined ? undefined : personOf(world, next)
  }, person)
}

const itemsOf = (world: World, person: Person, collection: 'Friends' | 'Reports'): readonly Person[] =>
  [...world.values()].filter(({ name, boss }) => collection === 'Friends' ? person.friends.has(name) : boss === person.name)

const ways = fc.array(fc.constantFrom<Way>('Idol', 'Boss', 'Spouse'), { maxLength: 2 })
const pathText = (variable: string, path: readonly string[]): string => [...variable === '' ? [] : [variable], ...path].join('/')
let variables = 0

const { condition } = fc.letrec<{ condition: Condition }>(tie => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(ways, name).map(([path, value]): Condition => ({
      text: variable => `${pathText(variable, [...path, 'Name'])} eq '${value}'`,
      holds: (world, person) => follow(world, person, path)?.name === value
    })),
    fc.tuple(ways, fc.nat(4), fc.boolean()).map(([path, value, greater]): Condition => ({
      text: variable => `${pathText(variable, [...path, 'Age'])} ${greater ? 'gt' : 'le'} ${value}`,
      holds: (world, person) => {
        const age = follow(world, person, path)?.age
        return age !== undefined && greater === (age > value)
      }
    })),
    fc.tuple(ways, fc.constantFrom<Way>('Idol', 'Boss', 'Spouse')).map(([path, last]): Condition => ({
      text: variable => `${pathText(variable, [...path, last])} eq null`,
      holds: (world, person) => follow(world, person, [...path, last]) === undefined
    })),
    fc.tuple(ways, fc.constantFrom<'Friends' | 'Reports'>('Friends', 'Reports'), fc.nat(2)).map(([path, collection, count]): Condition => ({
      text: variable => `${pathText(variable, [...path, collection])}/$count eq ${count}`,
      holds: (world, person) => {
        const owner = follow(world, person, path)
        return (owner === undefined ? 0 : itemsOf(world, owner, collection).length) === count
      }
    })),
    fc.tuple(ways, fc.constantFrom<'Friends' | 'Reports'>('Friends', 'Reports'), fc.constantFrom('any', 'all'), tie('condition')).map(([path, collection, operator, inner]): Condition => ({
      text: variable => {
        const own = `v${variables++}`
        return `${pathText(variable, [...path, collection])}/${operator}(${own}:${inner.text(own)})`
      },
      holds: (world, person) => {
        const owner = follow(world, person, path)
        const items = owner === undefined ? [] : itemsOf(world, owner, collection)
        return operator === 'any' ? items.some(item => inner.holds(world, item)) : items.every(item => inner.holds(world, item))
      }
    })),
    fc.tuple(tie('condition'), tie('condition'), fc.boolean()).map(([left, right, both]): Condition => ({
      text: variable => `(${left.text(variable)} ${both ? 'and' : 'or'} not (${right.text(variable)}))`,
      holds: (world, person) => {
        const [first, second] = [left.holds(world, person), !right.holds(world, person)]
        return both ? first && second : first || second
      }
    }))
  )
}))

async function readNames (call: Call, path: string): Promise<readonly unknown[]> {
  const response = await call('GET', `/odata/${path}`)
  if (response.statusCode !== 200) throw new Error(`${path}: ${response.body}`)
  return (json(response)['value'] as ReadonlyArray<Record<string, unknown>>).map(({ Name }) => Name)
}

/** The relations as one read of everything shows them. */
async function readWorld (call: Call): Promise<unknown> {
  const expand = 'Friends($select=Name;$orderby=Name),Reports($select=Name;$orderby=Name),Idol($select=Name),Boss($select=Name),Spouse($select=Name)'
  const people = json(await call('GET', `/odata/People?$select=Name&$orderby=Name&$expand=${expand}`))['value'] as ReadonlyArray<Record<string, unknown>>
  const nameIn = (value: unknown): unknown => (value as { Name: string } | null)?.Name
  return people.map(({ Name, Friends, Reports, Idol, Boss, Spouse }) =>
    [Name, (Friends as unknown[]).map(nameIn), (Reports as unknown[]).map(nameIn), nameIn(Idol), nameIn(Boss), nameIn(Spouse)])
}

const expectedWorld = (world: World): unknown => [...world.values()].map(person =>
  [person.name, [...person.friends].sort(), itemsOf(world, person, 'Reports').map(other => other.name), person.idol, person.boss, person.spouse])

onBothDatabases(`CSDL 8: relations change, and are asked for, as JavaScript does it (seed ${seed})`, async (t, { call }) => {
  const [anySteps, anyConditions] = [fc.array(step, { minLength: 4, maxLength: 12 }), fc.array(condition, { minLength: 3, maxLength: 5 })]
  await fc.assert(fc.asyncProperty(anySteps, anyConditions, async (steps, conditions) => {
    const state = { People: NAMES.map((Name, Age) => ({ Name, Age })) }
    const reset = await call('PUT', '/__admin/tenants/default/state', { body: state })
    if (reset.statusCode !== 200) throw new Error(reset.body)
    const world = newWorld()
    for (const { method, url, body, apply } of steps) {
      const response = await call(method, `/odata/${url}`, body === undefined ? {} : { body })
      if (response.statusCode >= 300) throw new Error(`${method} ${url}: ${response.body}`)
      apply(world)
    }
    const [found, expected] = [JSON.stringify(await readWorld(call)), JSON.stringify(expectedWorld(world))]
    if (found !== expected) throw new Error(`${found} is not ${expected}`)
    for (const { text, holds } of conditions) {
      const filter = text('')
      const names = await readNames(call, `People?$orderby=Name&$filter=${encodeURIComponent(filter)}`)
      const wanted = [...world.values()].filter(person => holds(world, person)).map(person => person.name)
      if (names.join() !== wanted.join()) throw new Error(`${filter}: ${names.join()} is not ${wanted.join()}`)
    }
  }), { seed, numRuns: RUNS })
  t.pass()
}, CLUB)
