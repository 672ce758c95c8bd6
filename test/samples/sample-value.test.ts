/** Values that are made for any model fit it: what reads bodies takes each of them. */
import t from 'tap'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import type { EdmModel, EntityType } from '../../src/edm/types.js'
import { readPropertyValue } from '../../src/odata/json/read-body.js'
import { keyCapacity, sampleKey } from '../../src/samples/sample-key.js'
import { sampleMembers } from '../../src/samples/sample-value.js'
import type { Subject } from '../../src/samples/subject.js'
import { zoo } from '../csdl/zoo.js'

const UNTIL = Date.UTC(2026, 0, 31)
const subjectAt = (place: number, seed = 1): Subject => ({ seed, place, until: UNTIL })

const entityTypes = ({ types }: EdmModel): readonly EntityType[] => [...types.values()].filter((type): type is EntityType => type.kind === 'entity' && !type.abstract)

const document = (content: string): string => `<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0"><edmx:DataServices>
<Schema Namespace="A" xmlns="http://docs.oasis-open.org/odata/ns/edm">${content}<EntityContainer Name="C"/></Schema></edmx:DataServices></edmx:Edmx>`

const tight = document(`<EntityType Name="T"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int16" Nullable="false"/>
  <Property Name="Email" Type="Edm.String" MaxLength="5" Nullable="false"/><Property Name="None" Type="Edm.String" MaxLength="0" Nullable="false"/>
  <Property Name="Price" Type="Edm.Decimal" Precision="3" Scale="1" Nullable="false"/><Property Name="Part" Type="Edm.Decimal" Precision="2" Scale="2" Nullable="false"/>
  <Property Name="Whole" Type="Edm.Decimal" Precision="1" Nullable="false"/><Property Name="Any" Type="Edm.Decimal" Scale="variable" Precision="2" Nullable="false"/>
  <Property Name="Year" Type="Edm.Byte" Nullable="false"/><Property Name="Salary" Type="Edm.SByte" Nullable="false"/><Property Name="At" Type="Edm.DateTimeOffset" Precision="0"/>
  <Property Name="Bytes" Type="Edm.Binary" MaxLength="1"/><Property Name="Shape" Type="Edm.Geography"/><Property Name="Many" Type="Collection(Edm.GeometryCollection)"/>
  <Property Name="Self" Type="A.Nested"/><Property Name="Nothing" Type="A.Never"/><Property Name="Free" Type="Edm.Untyped"/></EntityType>
  <ComplexType Name="Nested"><Property Name="Inner" Type="A.Nested"/><Property Name="Others" Type="Collection(A.Nested)" Nullable="false"/></ComplexType>
  <ComplexType Name="Never" Abstract="true"/>`)

t.test('each fits its type and its facets', t => {
  const models = [...['shop', 'travel', 'mail'].map(name => readCsdl([`test/models/${name}.csdl.xml`])), readCsdl([{ name: 'zoo', content: zoo }]), readCsdl([{ name: 'tight', content: tight }])]
  for (const model of models) {
    for (const type of entityTypes(model)) {
      for (let place = 0; place < 200; place++) {
        const number = place % Math.max(1, Math.min(keyCapacity(type), 200))
        const members = { ...sampleMembers(type, subjectAt(place), { nulls: 0.1 }), ...sampleKey(type, number, subjectAt(place)) }
        try {
          readPropertyValue(model, { type, nullable: false }, JSON.parse(JSON.stringify(members)), '')
        } catch (error) {
          t.fail(`${type.fullName} ${place}: ${(error as Error).message} ${JSON.stringify(members)}`)
        }
      }
    }
  }
  t.end()
})

const PLAUSIBLE: ReadonlyArray<readonly [property: string, value: RegExp]> = [
  ['Email', /^[a-z-]+\.[a-z-]+\d+@example\.com$/], ['mail', /@example\.com$/], ['UserPrincipalName', /@example\.com$/], ['user_name', /^[a-z-]+\.[a-z-]+\d+$/],
  ['FirstName', /^[A-Z][a-z]+$/], ['givenName', /^[A-Z][a-z]+$/], ['surname', /^[A-Z]/], ['City', /^[A-Z][a-z]+$/], ['country', /^[A-Z][a-z]+/], ['CountryCode', /^[A-Z]{2}$/],
  ['postalCode', /\d/], ['Street', /^\d+ [A-Z]/], ['Phone', /^\+\d/], ['mobilePhone', /^\+\d/], ['WebUrl', /^https:\/\/example\.com\//], ['CompanyName', /^[A-Z]/],
  ['JobTitle', /^[A-Z]/], ['Description', /\.$/], ['currency', /^[A-Z]{3}$/], ['ISBN', /^978-/], ['AppVersion', /^\d+\.\d+\.\d+$/], ['IPAddress', /^192\.0\.2\.\d+$/],
  ['Sku', /^[A-Z0-9]{2}-\d{4}$/], ['Title', /^[A-Z][a-z]+ [A-Z][a-z]+$/], ['timeZone', /\//], ['Status', /^[a-z]+$/], ['Name', /^[A-Z]/]
]

t.test('names of properties say what is plausible', t => {
  const texts = PLAUSIBLE.map(([name]) => `<Property Name="${name}" Type="Edm.String" Nullable="false"/>`).join('')
  const content = document(`<EntityType Name="Person">${texts}
    <Property Name="Age" Type="Edm.Int32" Nullable="false"/><Property Name="Price" Type="Edm.Decimal" Scale="2" Nullable="false"/><Property Name="Latitude" Type="Edm.Double" Nullable="false"/></EntityType>`)
  const [type] = entityTypes(readCsdl([{ name: 'a', content }]))
  for (let place = 0; place < 50; place++) {
    const members = sampleMembers(type!, subjectAt(place), { nulls: 0 }) as Record<string, string>
    for (const [name, pattern] of PLAUSIBLE) t.match(members[name], pattern, name)
    t.equal(members['Name'], `${members['FirstName']} ${members['surname']}`, 'the name of a person is a person\'s')
    t.ok(Number(members['Age']) >= 18 && Number(members['Age']) <= 80)
    t.ok(Math.abs(Number(members['Latitude'])) <= 90)
  }
  t.end()
})

t.test('keys differ, as many as there is room for', t => {
  const types = ['Edm.Boolean', 'Edm.Byte', 'Edm.SByte', 'Edm.Int16', 'Edm.Int32', 'Edm.Int64', 'Edm.String', 'Edm.Guid', 'Edm.Date', 'Edm.DateTimeOffset', 'Edm.TimeOfDay', 'Edm.Duration', 'Edm.Decimal', 'A.Color']
  const entity = (name: string, properties: readonly string[]): string => `<EntityType Name="${name}"><Key>${properties.map((_, index) => `<PropertyRef Name="K${index}"/>`).join('')}</Key>${properties.map((type, index) => `<Property Name="K${index}" Nullable="false" ${type}/>`).join('')}</EntityType>`
  const content = document([
    '<EnumType Name="Color"><Member Name="Red"/><Member Name="Blue"/></EnumType>',
    ...types.map((type, index) => entity(`E${index}`, [`Type="${type}"`])),
    entity('Short', ['Type="Edm.String" MaxLength="2"']),
    entity('Several', ['Type="Edm.Boolean"', 'Type="A.Color"', 'Type="Edm.String"']),
    entity('Few', ['Type="Edm.Boolean"', 'Type="Edm.Boolean"', 'Type="A.Color"'])
  ].join(''))
  const model = readCsdl([{ name: 'a', content }])
  for (const type of entityTypes(model)) {
    const count = Math.min(keyCapacity(type), 1000)
    const keys = Array.from({ length: count }, (_, index) => JSON.stringify(sampleKey(type, index, subjectAt(index))))
    t.equal(new Set(keys).size, count, `${type.name}: ${count}`)
    for (const key of keys) readPropertyValue(model, { type, nullable: false }, JSON.parse(key), '')
  }
  t.equal(keyCapacity(model.types.get('A.Few') as EntityType), 8)
  t.end()
})
