/** Models of the size of real ones: types of a thousand properties, enumerations of thousands, types that hold themselves. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { json, onBothDatabases } from '../support/service.js'

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)

const WIDE = 1000
const MEMBERS = 5000

const CSDL = `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="N" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EnumType Name="Many">${numbers(MEMBERS).map(index => `<Member Name="M${index}" Value="${index}"/>`).join('')}</EnumType>
  <ComplexType Name="Broad">${numbers(150).map(index => `<Property Name="B${index}" Type="Edm.Int32"/>`).join('')}</ComplexType>
  <ComplexType Name="Scope" Abstract="true"><Property Name="Name" Type="Edm.String"/></ComplexType>
  <ComplexType Name="Single" BaseType="N.Scope"/>
  <ComplexType Name="Union" BaseType="N.Scope"><Property Name="Parts" Type="Collection(N.Scope)" Nullable="false"/><Property Name="Except" Type="N.Scope"/></ComplexType>
  <EntityType Name="Wide"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/>
    ${numbers(WIDE).map(index => `<Property Name="P${index}" Type="Edm.String"/>`).join('')}
    <Property Name="Many" Type="N.Many"/><Property Name="Broad" Type="N.Broad"/></EntityType>
  <EntityType Name="Page"><Key><PropertyRef Name="key"/></Key><Property Name="key" Type="Edm.Int32" Nullable="false"/>
    <Property Name="order" Type="Edm.Int32"/><Property Name="b_c" Type="Edm.Int32"/><Property Name="Scope" Type="N.Scope"/></EntityType>
  <EntityType Name="Page_b"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/><Property Name="c" Type="Edm.Int32"/></EntityType>
  <EntityContainer Name="C"><EntitySet Name="Wides" EntityType="N.Wide"/><EntitySet Name="Pages" EntityType="N.Page"/><EntitySet Name="Others" EntityType="N.Page_b"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`

const folder = mkdtempSync(join(tmpdir(), 'model-'))
t.teardown(() => { rmSync(folder, { recursive: true }) })
writeFileSync(join(folder, 'sizes.csdl.xml'), CSDL)
const SIZES = { model: join(folder, 'sizes.csdl.xml') }

onBothDatabases('a type of a thousand properties, an enumeration of five thousand members', async (t, { call }) => {
  const body = { Id: 1, P0: 'first', [`P${WIDE - 1}`]: 'last', Many: `M${MEMBERS - 1}`, Broad: { B149: 7 } }
  t.equal((await call('POST', '/odata/Wides', { body })).statusCode, 201)
  const read = await call('GET', '/odata/Wides(1)')
  t.equal(read.statusCode, 200, read.body.slice(0, 500))
  t.match(json(read), { ...body, P500: null, Broad: { B0: null, B149: 7 } })
  const found = async (query: string): Promise<unknown> =>
    (json(await call('GET', `/odata/Wides?$select=Id&${encodeURI(query)}`))['value'] as Array<{ Id: number }>).map(({ Id }) => Id)
  t.same(await found(`$filter=P${WIDE - 1} eq 'last' and Broad/B149 eq 7 and Many gt 'M${MEMBERS - 2}'`), [1])
  t.same(await found('$search=last'), [1])
  t.same(await found('$search=lost'), [])
}, SIZES)

onBothDatabases('properties that are called like indexes', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Pages', { body: { key: 1, order: 2, b_c: 3 } })).statusCode, 201)
  t.equal((await call('POST', '/odata/Others', { body: { Id: 1, c: 3 } })).statusCode, 201)
  t.match(json(await call('GET', '/odata/Pages?$filter=order eq 2 and b_c eq 3')), { value: [{ key: 1 }] })
}, SIZES)

onBothDatabases('CSDL 9: a complex type may hold itself, four values deep', async (t, { call }) => {
  const nested = (depth: number): object => depth === 1
    ? { '@odata.type': '#N.Single', Name: 'leaf' }
    : { '@odata.type': '#N.Union', Name: `level ${depth}`, Parts: [nested(depth - 1)], Except: null }
  const scope = nested(4)
  t.equal((await call('POST', '/odata/Pages', { body: { key: 1, Scope: scope } })).statusCode, 201)
  t.match(json(await call('GET', '/odata/Pages(1)')), { Scope: scope })
  t.match(json(await call('GET', '/odata/Pages?$filter=Scope/Name eq \'level 4\'')), { value: [{ key: 1 }] })
  const refused = await call('PATCH', '/odata/Pages(1)', { body: { Scope: nested(5) } })
  t.equal(refused.statusCode, 400)
  t.match(refused.body, 'At most 4 values of N.Scope may be inside one another')
  t.match(json(await call('GET', '/odata/Pages(1)')), { Scope: scope }, 'what was refused changed nothing')
}, SIZES)
