/** Models that cannot be served, and models that are large: a start says why in one sentence, soon, and serves what is merely large. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { ConfigError, defaultConfig } from '../../src/config.js'
import { buildServer } from '../../src/server.js'

const HEAD = '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="N" xmlns="http://docs.oasis-open.org/odata/ns/edm">'
const TAIL = '</Schema></edmx:DataServices></edmx:Edmx>'
const KEY = '<Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/>'

const document = (types: string, sets = '<EntitySet Name="Ts" EntityType="N.T"/>'): string => `${HEAD}${types}<EntityContainer Name="C">${sets}</EntityContainer>${TAIL}`
const entity = (members: string): string => `<EntityType Name="T">${KEY}${members}</EntityType>`
const many = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, index) => make(index)).join('')

/** What a start says of a document, with its file's name alone. */
async function refusalOf (t: Test, csdl: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'model-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const model = join(folder, 'model.xml')
  writeFileSync(model, csdl)
  try {
    const app = await buildServer({ ...defaultConfig, logLevel: 'silent', databaseUrl: 'file::memory:', sqliteSynchronous: 'off', model })
    await app.close()
    return 'it is served'
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.replaceAll(folder, '').replaceAll('/model.xml', 'model.xml')
  }
}

const FAR = '<edmx:Reference Uri="https://example.org/far.xml"><edmx:Include Namespace="Far"/></edmx:Reference><edmx:DataServices>'

const refused: ReadonlyArray<readonly [what: string, csdl: string, sentence: RegExp]> = [
  ['is not well-formed', document(entity('')).replace('</EntityType>', ''), /^The model cannot be served: model\.xml:1:\d+: The document is not well-formed XML: /],
  ['refers to what is not there', document(entity('<Property Name="P" Type="N.Adress"/><Property Name="Q" Type="N.Gone"/>')), /model\.xml:1:\d+: N\.T\/P names the type 'N\.Adress', which the schema 'N' does not have\./],
  ['recurses through complex values', document(`<ComplexType Name="V"><Property Name="In" Type="N.V" Nullable="false"/></ComplexType>${entity('')}`), /A value of N\.V could never end: N\.V → N\.V, by properties that cannot be null\. Make one of them nullable\./],
  ['recurses through complex values of many types', document(`${many(300, index => `<ComplexType Name="V${index}"><Property Name="Next" Type="N.V${(index + 1) % 300}"/></ComplexType>`)}${entity('<Property Name="V" Type="N.V0"/>')}`), /an entity of N\.T can have complex values more than 100 deep in one another\.$/],
  ['uses a name twice', document(`${entity('')}${entity('')}`), /The name 'N\.T' is used twice: for an EntityType and for an EntityType\./],
  ['has an entity set twice', document(entity(''), '<EntitySet Name="Ts" EntityType="N.T"/><Singleton Name="Ts" Type="N.T"/>'), /The container N\.C has 'Ts' twice\./],
  ['has a 5,000-character name', document(`<ComplexType Name="${'x'.repeat(5000)}"/>${entity('')}`), /The name 'x{100}…' of the element ComplexType has 5000 characters; a name has at most 128\./],
  ['has an entity set of a type without key', document('<EntityType Name="T"><Property Name="P" Type="Edm.String"/></EntityType>'), /The entity set N\.C\/Ts is of the type N\.T, which has no key\./],
  ['contains a collection of a type without key', document(`${entity('<NavigationProperty Name="Parts" Type="Collection(N.U)" ContainsTarget="true"/>')}<EntityType Name="U"/>`), /N\.T\/Parts is a collection of N\.U, which has no key\./],
  ['uses a type that only an unreachable URL defines', document(entity('<Property Name="P" Type="Far.Away"/>')).replace('<edmx:DataServices>', FAR), /names the type 'Far\.Away', which the document 'https:\/\/example\.org\/far\.xml' defines\. That was not found beside this one, and is never fetched: give its file too\./]
]

for (const [what, csdl, sentence] of refused) {
  t.test(`a model that ${what} is refused with a sentence of its own`, async t => {
    const found = await refusalOf(t, csdl)
    t.match(found, sentence)
    t.notMatch(found, /\n|\bat \S+:\d+:\d+\)/, 'without a stack')
  })
}

const served: ReadonlyArray<readonly [what: string, csdl: string]> = [
  ['names 3,000 types', document(many(3000, index => `<EntityType Name="T${index}">${KEY}<Property Name="V" Type="N.V${index}"/></EntityType><ComplexType Name="V${index}"><Property Name="P" Type="Edm.String"/></ComplexType>`), '<EntitySet Name="Ts" EntityType="N.T7"/>')],
  ['has an entity type of 1,000 properties', document(entity(many(1000, index => `<Property Name="P${index}" Type="Edm.String" MaxLength="9"/>`)))],
  ['has an enumeration of 5,000 members', document(`<EnumType Name="E">${many(5000, index => `<Member Name="M${index}"/>`)}</EnumType>${entity('<Property Name="E" Type="N.E"/>')}`)],
  ['has annotations of an unknown vocabulary', document(entity('<Property Name="P" Type="Edm.String"><Annotation Term="Nobody.Knows.This"><Record><PropertyValue Property="A" Int="1"/></Record></Annotation></Property>'))]
]

for (const [what, csdl] of served) {
  t.test(`a model that ${what} is served`, async t => { t.equal(await refusalOf(t, csdl), 'it is served') })
}

t.test('annotations of an unknown vocabulary are kept as they were written', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'model-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const annotation = '<Annotation Term="Nobody.Knows.This" Qualifier="x" String="kept"/>'
  writeFileSync(join(folder, 'model.xml'), document(entity(`<Property Name="P" Type="Edm.String">${annotation}</Property>`)))
  const app = await buildServer({ ...defaultConfig, logLevel: 'silent', databaseUrl: 'file::memory:', model: join(folder, 'model.xml') })
  t.teardown(async () => { await app.close() })
  t.match((await app.inject({ url: '/odata/$metadata' })).body, annotation)
})
