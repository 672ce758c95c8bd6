/** Models as large as those of industries are read in a moment, and what is made to take long is not. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { findProperty } from '../../src/edm/lookup.js'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import type { EdmModel } from '../../src/edm/types.js'
import { writeMetadata } from '../../src/odata/metadata/metadata-documents.js'
import { reference, skipWithoutReference } from '../support/reference-data.js'

const read = (content: string): EdmModel => readCsdl([{ name: 'model', content }])

/** Milliseconds of the processor, which other processes do not lengthen as they do the time of the clock. */
function processorTime (run: () => void): number {
  const before = process.cpuUsage()
  run()
  return process.cpuUsage(before).user / 1000
}

const many = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, index) => make(index)).join('\n')
const document = (content: string): string => `<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0"><edmx:DataServices>
<Schema Namespace="A" xmlns="http://docs.oasis-open.org/odata/ns/edm">${content}<EntityContainer Name="C"/></Schema></edmx:DataServices></edmx:Edmx>`
const KEY = '<Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/>'

const models: ReadonlyArray<readonly [what: string, document: string, check: (model: EdmModel) => unknown, expected: unknown]> = [
  ['3,000 types', document(many(3000, index => `<EntityType Name="T${index}">${KEY}<NavigationProperty Name="next" Type="A.T${(index + 1) % 3000}"/></EntityType>`)), model => model.types.size, 3000],
  ['a type of 1,000 properties', document(`<EntityType Name="T">${KEY}${many(1000, index => `<Property Name="p${index}" Type="Edm.String"/>`)}</EntityType>`), model => findProperty(model.types.get('A.T')!, 'P999')?.name, 'p999'],
  ['an enumeration of 5,000 members', document(`<EnumType Name="N">${many(5000, index => `<Member Name="m${index}"/>`)}</EnumType>`), model => model.enumTypes.get('A.N')?.members.at(-1)?.value, 4999n],
  ['2,000 types, each the base of the next', document(many(2000, index => `<ComplexType Name="T${index}"${index === 0 ? '' : ` BaseType="A.T${index - 1}"`}><Property Name="p${index}" Type="Edm.String"/></ComplexType>`)), model => model.types.get('A.T1999')?.properties.length, 2000],
  ['2,000 types in the other order', document(many(2000, index => `<ComplexType Name="T${index}"${index === 1999 ? '' : ` BaseType="A.T${index + 1}"`}/>`)), model => model.types.get('A.T1999')?.concreteTypes.length, 2000],
  ['3,000 types that need one another', document(many(3000, index => `<ComplexType Name="T${index}"><Property Name="p" Type="A.T${index + 1}" Nullable="false"/></ComplexType>`) + '<ComplexType Name="T3000"/>'), model => model.types.size, 3001],
  ['5,000 overloads', document(many(5000, index => `<Function Name="F"><Parameter Name="p${index}" Type="Edm.Int32"/><ReturnType Type="Edm.Int32"/></Function>`)), model => model.functions.length, 5000],
  ['5,000 groups of annotations', document(`<EntityType Name="T">${KEY}</EntityType>${many(5000, index => `<Annotations Target="A.T"><Annotation Term="B.C" Qualifier="q${index}" Int="1"/></Annotations>`)}`), model => model.externalAnnotations.get(model.types.get('A.T')!)?.length, 5000]
]

t.test('large and right', t => {
  for (const [what, text, check, expected] of models) {
    let found: unknown
    const time = processorTime(() => { found = check(read(text)) })
    t.same(found, expected, what)
    t.ok(time < 2000, `${what}: ${Math.round(time)} ms`)
    const again = processorTime(() => { found = check(read(writeMetadata(read(text), 'json', '4.0'))) })
    t.same(found, expected, `${what}, in JSON`)
    t.ok(again < 5000, `${what}, written and read in JSON: ${Math.round(again)} ms`)
  }
  t.end()
})

const wrong: ReadonlyArray<readonly [what: string, document: string, refusal: RegExp]> = [
  ['a circle of 3,000 base types', document(many(3000, index => `<ComplexType Name="T${index}" BaseType="A.T${(index + 1) % 3000}"/>`)), /A\.T0 derives from itself: A\.T0 → A\.T1 → A\.T2 → A\.T3 → A\.T4 → … → A\.T0\.$/],
  ['a value of 3,000 types that never ends', document(many(3000, index => `<ComplexType Name="T${index}"><Property Name="p" Type="A.T${(index + 1) % 3000}" Nullable="false"/></ComplexType>`)), /A value of A\.T0 could never end: A\.T0 → A\.T1 → /],
  ['a misspelt name among 3,000', document(many(3000, index => `<ComplexType Name="T${index}"/>`) + '<ComplexType Name="X"><Property Name="p" Type="A.Tx"/></ComplexType>'), /Did you mean 'A\.T0'\?$/],
  ['100,000 open elements', document('<ComplexType>'.repeat(100_000)), /nested deeper than 100 levels/],
  ['100,000 open arrays', `{"$Version":"4.0","A":{"@B.C":${'['.repeat(100_000)}`, /nested deeper than 100 levels/],
  ['a text of 1,000,000 characters where a name should be', document(`<ComplexType Name="${'x'.repeat(1_000_000)}"/>`), /has 1000000 characters/],
  ['1,000,000 entities of XML', document(`<ComplexType Name="${'&amp;'.repeat(1_000_000)}"/>`), /has 1000000 characters/]
]

t.test('large and wrong', t => {
  for (const [what, text, refusal] of wrong) {
    const time = processorTime(() => t.throws(() => read(text), { name: 'CsdlError', message: refusal }, what))
    t.ok(time < 3000, `${what}: ${Math.round(time)} ms`)
  }
  t.end()
})

t.test('Microsoft Graph', { skip: skipWithoutReference }, t => {
  const text = gunzipSync(readFileSync(reference('graph-v1.0.csdl.xml.gz'))).toString()
  const times = [1, 2, 3].map(() => processorTime(() => { read(text) }))
  t.ok(Math.min(...times) < 1500, `${times.map(Math.round).join(', ')} ms`)
  t.end()
})
