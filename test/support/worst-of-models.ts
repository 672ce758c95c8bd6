/** The worst requests over models that were given: TripPin, and one with wide types and deep complex values. */
import type { Kinds, Sent } from './worst-requests.js'

const list = (count: number, item: (index: number) => string, separator = ','): string =>
  Array.from({ length: count }, (_, index) => item(index)).join(separator)
const post = (path: string, body: unknown): Sent => ({ method: 'POST', path: `/odata${path}`, type: 'application/json', body: JSON.stringify(body) })
const get = (path: string): Sent => ({ method: 'GET', path: `/odata${path}` })
const query = (path: string, options: Readonly<Record<string, string>>): Sent => ({
  method: 'POST',
  path: `/odata${path}/$query`,
  type: 'text/plain',
  body: Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
})
const batch = (urls: readonly string[]): Sent =>
  post('/$batch', { requests: urls.map((url, index) => ({ id: String(index), method: 'GET', url })) })
const times = (count: number, url: (index: number) => string): string[] => Array.from({ length: count }, (_, index) => url(index))

const generate = (counts: object): Sent => ({ method: 'POST', path: '/__admin/tenants/probe/generate', type: 'application/json', body: JSON.stringify({ seed: 1, ...counts }) })

export const trippin = {
  settings: ['--model', 'trippin'],
  given: [generate({ count: 500, contained: 3, until: '2026-01-31T09:30:00Z' })]
}

const anyAddress = (index: number): string => `AddressInfo/any(a:a/City/Name eq 'x${index}')`
const friends = (levels: number): string => levels === 0 ? 'Trips($expand=PlanItems)' : `Friends($expand=${friends(levels - 1)})`

export const overTripPin: Kinds = [
  ['a page with all inside', () => get('/People?$top=1000&$count=true&$expand=Trips($expand=PlanItems)')],
  ['300 lambdas over complex values', () => query('/People', { $filter: list(300, anyAddress, ' or ') })],
  ['900 conditions', () => query('/People', { $filter: list(900, index => `FirstName eq 'x${index}'`, ' or '), $count: 'true' })],
  ['lambdas through relations', () => query('/People', { $filter: 'Friends/any(f:f/Friends/any(g:g/Trips/any(t:t/Budget gt 100000000)))', $count: 'true' })],
  ['friends of friends of friends', () => query('/People', { $expand: friends(3), $top: '1000' })],
  ['everything, as deep as it goes', () => query('/People', { $expand: '*($levels=max)', $top: '1000' })],
  ['expanded with 900 conditions', () => query('/People', { $expand: `Friends($filter=${list(900, index => `FirstName eq '${index}'`, ' or ')})` })],
  ['490 words', () => query('/People', { $search: list(490, index => `x${index}`, ' OR '), $count: 'true' })],
  ['400 computed values', () => query('/People', { $compute: list(400, index => `concat(FirstName,'${index}') as c${index}`), $top: '1000' })],
  ['100 keys', () => query('/People', { $orderby: list(100, index => `length(FirstName) add ${index}`), $top: '1000' })],
  ['64 copies', () => query('/People', { $apply: list(6, () => 'concat(identity,identity)', '/'), $top: '1000' })],
  ['groups by paths', () => query('/People', { $apply: 'groupby((FirstName,LastName,Gender),aggregate(Trips/Budget with sum as b,$count as n))', $top: '1000' })],
  ['50 transformations', () => query('/People', { $apply: list(50, index => `filter(FirstName ne '${index}')`, '/') })],
  ['four sets crossed', () => query('/$crossjoin(People,Airlines,Airports,Photos)', { $filter: 'People/FirstName eq Airlines/Name', $top: '1000' })],
  ['two sets crossed and sorted', () => query('/$crossjoin(People,Airports)', { $orderby: 'People/LastName,Airports/Name', $expand: 'People,Airports', $top: '1000', $count: 'true' })],
  ['a path of 48 friends', () => get(`/People('a')${list(48, () => "/Friends('a')", '')}`)],
  ['5,000 keys of in', () => query('/People', { $filter: `UserName in (${list(5000, index => `'${index}'`)})` })],
  ['dynamic values as collections', () => query('/People', { $filter: list(200, index => `Extra${index}/any(x:x/A eq ${index})`, ' or ') })],
  ['$root in 200 conditions', () => query('/People', { $filter: list(200, index => `FirstName eq $root/People('${index}')/FirstName`, ' or ') })],
  ['20 times 300 conditions in a batch', () => batch(times(20, at => `People?$filter=${encodeURIComponent(list(300, index => `FirstName eq '${at}${index}'`, ' or '))}`))],
  ['20 times everything in a batch', () => batch(times(20, () => 'People?$top=1000&$expand=Trips($expand=PlanItems),Friends'))],
  ['all of all', () => get('/$all')],
  ['the metadata', () => get('/$metadata')]
]

/** A type of 700 properties, with complex values in one another eight deep, and with parts inside of parts. */
export function wideModel (): string {
  const types = ['String', 'Int32', 'Int64', 'Double', 'Decimal', 'Boolean', 'DateTimeOffset', 'Guid', 'Date', 'Duration']
  const property = (index: number): string => `<Property Name="P${index}" Type="Edm.${types[index % types.length]}"/>`
  const level = (depth: number): string => `<ComplexType Name="L${depth}" OpenType="true">${list(5, property, '')}<Property Name="Texts" Type="Collection(Edm.String)"/>${
    depth === 8 ? '' : `<Property Name="Next" Type="W.L${depth + 1}"/><Property Name="More" Type="Collection(W.L${depth + 1})"/>`
  }</ComplexType>`
  return `<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="W" xmlns="http://docs.oasis-open.org/odata/ns/edm">${list(8, index => level(index + 1), '')}
<EntityType Name="Wide" OpenType="true"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/>${list(700, property, '')}
<Property Name="Deep" Type="W.L1"/><Property Name="Deeps" Type="Collection(W.L1)"/>
<NavigationProperty Name="Parts" Type="Collection(W.Part)" ContainsTarget="true"/><NavigationProperty Name="Others" Type="Collection(W.Wide)"/></EntityType>
<EntityType Name="Part"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/><Property Name="Deep" Type="W.L5"/>
<NavigationProperty Name="Parts" Type="Collection(W.Part)" ContainsTarget="true"/></EntityType>
<EntityContainer Name="C"><EntitySet Name="Wides" EntityType="W.Wide"><NavigationPropertyBinding Path="Others" Target="Wides"/></EntitySet></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`
}

const deep = (depth: number): object => ({
  P0: `text ${depth}`, P1: depth, P3: 1.5, Texts: ['a', 'b'], Dynamic: [1, 'a', { B: [2, 3] }], ...depth === 8 ? {} : { Next: deep(depth + 1), More: depth % 3 === 0 ? [deep(depth + 1)] : [] }
})
const wide = (Id: number): object => ({
  Id,
  ...Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`P${index * 10}`, `value ${index}`])),
  Deep: deep(1),
  Deeps: [deep(3), deep(5)],
  Dynamic: [1, 2, 'x'],
  Parts: [{ Id: 1, Deep: deep(5), Parts: [{ Id: 1, Parts: [{ Id: 1 }] }] }]
})

export const wideData: readonly Sent[] = Array.from({ length: 3 }, (_, index) =>
  post('/$batch', { requests: Array.from({ length: 20 }, (_, at) => ({ id: String(at), method: 'POST', url: 'Wides', headers: { 'Content-Type': 'application/json' }, body: wide(index * 20 + at) })) }))

const way = (depth: number): string => list(depth, () => 'Next', '/')
const more = (depth: number, end: string): string => depth === 0 ? end : `More/any(m${depth}:m${depth}/${more(depth - 1, end)})`

export const overWide: Kinds = [
  ['all of it', () => get('/Wides?$top=1000&$count=true')],
  ['everything expanded', () => query('/Wides', { $expand: '*($levels=max)', $top: '1000' })],
  ['700 properties chosen', () => query('/Wides', { $select: list(700, index => `P${index}`), $top: '1000' })],
  ['120 conditions deep inside', () => query('/Wides', { $filter: list(120, index => `Deep/${way(7)}/P1 eq ${index}`, ' or ') })],
  ['lambdas in one another', () => query('/Wides', { $filter: `Deep/${more(3, "P0 eq 'x'")} or Deeps/any(d:d/${more(3, 'P1 eq 7')})`, $count: 'true' })],
  ['100 such lambdas', () => query('/Wides', { $filter: list(100, index => `Deeps/any(d${index}:d${index}/More/any(e${index}:e${index}/P1 eq ${index}))`, ' or ') })],
  ['dynamic values deep inside', () => query('/Wides', { $filter: list(60, index => `Deep/${way(7)}/Dynamic/any(x${index}:x${index}/B/any(y${index}:y${index} eq ${index}))`, ' or ') })],
  ['a count of dynamic items', () => get("/Wides(1)/Deep/Next/Next/Dynamic/$count?$filter=B/any(b:b eq 2) or $it eq 'a'&$search=a")],
  ['350 words in all texts', () => query('/Wides', { $search: list(350, index => `x${index}`, ' OR '), $count: 'true' })],
  ['100 keys deep inside', () => query('/Wides', { $orderby: list(100, index => `Deep/${way(index % 8)}${index % 8 === 0 ? '' : '/'}P1`), $top: '1000' })],
  ['100 computed values', () => query('/Wides', { $compute: list(100, index => `Deep/${way(7)}/P1 add ${index} as c${index}`), $top: '1000' })],
  ['groups by 100 properties', () => query('/Wides', { $apply: `groupby((${list(100, index => `P${index}`)}),aggregate($count as n))`, $top: '1000' })],
  ['64 copies of wide items', () => query('/Wides', { $apply: list(6, () => 'concat(identity,identity)', '/'), $top: '1000' })],
  ['each of 200 properties aggregated', () => query('/Wides', { $apply: `aggregate(${list(200, index => `P${index} with countdistinct as c${index}`)})` })],
  ['crossed with itself by related ones', () => query('/Wides', { $filter: 'Others/any(o:o/Others/any(p:p/Id eq 1))', $count: 'true' })],
  ['a path of 7 values', () => get(`/Wides(1)/Deep/${way(7)}/P0`)],
  ['options in one another', () => query('/Wides', { $select: `Deeps($filter=P1 gt 1;$orderby=P0;$select=More($filter=P1 ne 3;$top=5)),Deep/${way(6)}/Texts($filter=$this ne 'q')`, $top: '1000' })],
  ['20 wide pages in a batch', () => batch(times(20, () => 'Wides?$top=1000'))],
  ['20 times deep conditions in a batch', () => batch(times(20, at => `Wides?$filter=${encodeURIComponent(list(40, index => `Deep/${way(7)}/P1 eq ${at}${index}`, ' or '))}`))],
  ['the metadata', () => get('/$metadata')],
  ['the document', () => ({ method: 'GET', path: '/openapi.json' })]
]
