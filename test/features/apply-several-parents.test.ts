/**
 * Hierarchies whose nodes have several parents, drawn at random: both databases come to each node as often as an evaluator does that walks
 * them (Data Aggregation 4.0, sections 6.2.2 and 6.3).
 */
import { chance } from '../../src/samples/chance.js'
import { runs, seed } from '../support/property.js'
import { SALES, answerOf, itemsOf, seedSales } from '../support/sales.js'
import { onBothDatabases } from '../support/service.js'

const RUNS = runs(8)
const NODES = ['Sales', 'US', 'US West', 'US East', 'EMEA', 'EMEA Central', 'Sales Netherlands', 'Sales Germany']
const MATRIX = '$root/Organizations,Matrix'
const UP_PATH = '@Org.OData.Aggregation.V1.UpPath#Matrix'
type Item = { readonly ID: string } & { readonly [UP_PATH]?: readonly string[] }
const shown = ({ node, way }: Visited): string => [node, ...way].join(' < ')
/** Items that an answer has, before it goes on on another page. */
const PAGE = 100

/** The parents of each node. */
type Graph = ReadonlyMap<string, readonly string[]>

/** Of graphs without circles a node is under those before it alone. */
function drawGraph (random: () => number, circles: boolean): Graph {
  return new Map(NODES.map((node, index) => {
    const possible = circles ? NODES : NODES.slice(0, index)
    return [node, possible.filter(() => random() < (circles ? 1.6 : 3) / NODES.length)] as const
  }))
}

interface Visited {
  readonly node: string
  readonly way: readonly string[]
}

/** Nodes in the order of the walk, each once for every way that leads to it from a start, with those above it on that way. */
function walk (graph: Graph, order: 'preorder' | 'postorder', descending: boolean, isStart = (node: string): boolean => graph.get(node)?.length === 0): readonly Visited[] {
  const sorted = (nodes: readonly string[]): readonly string[] => nodes.toSorted((a, b) => (a < b ? -1 : 1) * (descending ? -1 : 1))
  const names = [...graph.keys()]
  const visit = (node: string, way: readonly string[]): readonly Visited[] => {
    const children = sorted(names.filter(other => graph.get(other)?.includes(node) === true && ![...way, node].includes(other)))
    const below = children.flatMap(child => visit(child, [node, ...way]))
    return order === 'preorder' ? [{ node, way }, ...below] : [...below, { node, way }]
  }
  return sorted(names.filter(isStart)).flatMap(node => visit(node, []))
}

/** The node, and all below it. */
function within (graph: Graph, node: string): ReadonlySet<string> {
  const found = new Set([node])
  for (const low of found) for (const [other, parents] of graph) if (parents.includes(low)) found.add(other)
  return found
}

onBothDatabases('6.2.2 and 6.3 whatever is above what', async (t, { call }) => {
  t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
  await seedSales(t, call)
  const sales = await itemsOf(call, 'Sales', '$select=ID,Amount&$expand=Organization($select=ID)') as Array<{ ID: string, Amount: string, Organization: { ID: string } }>
  const products = await itemsOf(call, 'Products', '$select=ID&$expand=Sales($select=ID;$expand=Organization($select=ID))') as Array<{ ID: string, Sales: typeof sales }>
  // The nodes of what the filter leaves.
  const starts = new Set(products.filter(({ Sales }) => Sales.some(({ Organization: { ID } }) => ['EMEA Central', 'US'].includes(ID)))
    .flatMap(({ Sales }) => Sales.map(({ Organization }) => Organization.ID)))
  const asked = async (path: string, apply: string): Promise<unknown> => {
    const answer = await answerOf(call, path, `$apply=${apply}&$select=ID`)
    if (typeof answer === 'string') return answer
    return (answer as { value: Item[] }).value.map(item => [item.ID, ...item[UP_PATH] ?? []].join(' < '))
  }
  let compared = 0
  for (let run = 0; run < RUNS; run++) {
    let salt = 0
    const random = (): number => chance(seed, run, ++salt)
    const isPlain = run % 2 === 0
    const graph = drawGraph(random, !isPlain)
    for (const [node, parents] of graph) {
      const { statusCode } = await call('PUT', `/odata/Organizations('${node}')/Superiors/$ref`, { body: { value: parents.map(parent => ({ '@odata.id': `Organizations('${parent}')` })) } })
      t.equal(statusCode, 204)
    }
    const about = JSON.stringify([...graph])
    const [order, descending] = [random() < 0.5 ? 'preorder' : 'postorder', random() < 0.5] as const
    const left = NODES.filter(() => random() < 0.7)
    const among = `ID in (${left.length === 0 ? "''" : left.map(node => `'${node}'`).join(',')})`
    const by = descending ? 'ID desc' : 'ID'
    const all = walk(graph, order, descending)
    const cases: ReadonlyArray<readonly [path: string, apply: string, wanted: readonly string[]]> = [
      ['Organizations', `traverse(${MATRIX},ID,${order},${by})`, all.map(shown)],
      ['Organizations', `filter(${among})/traverse(${MATRIX},ID,${order},${by})`, all.filter(({ node }) => left.includes(node)).map(shown)],
      ['Organizations', `traverse(${MATRIX},ID,${order},filter(${among}),${by})`, walk(graph, order, descending, node => left.includes(node)).map(shown)],
      ['Products', `descendants(${MATRIX},Sales/Organization/ID,filter(Sales/any(s:s/Organization/ID in ('EMEA Central','US'))),keep start)`, products.filter(({ Sales }) =>
        Sales.some(sale => [...starts].some(start => within(graph, start).has(sale.Organization.ID)))).map(({ ID }) => ID)],
      ['Products', `ancestors(${MATRIX},Sales/Organization/ID,filter(Sales/any(s:s/Organization/ID in ('EMEA Central','US'))),keep start)`, products.filter(({ Sales }) =>
        Sales.some(sale => [...starts].some(start => within(graph, sale.Organization.ID).has(start)))).map(({ ID }) => ID)],
      ['Sales', `traverse(${MATRIX},Organization/ID,${order},${by})`, all.flatMap(({ node }) => sales.filter(sale => sale.Organization.ID === node).map(({ ID }) => ID))]
    ]
    for (const [path, apply, wanted] of cases) {
      t.same(await asked(path, apply), wanted.slice(0, PAGE), `${apply} over ${about}`)
      compared += wanted.length
    }
    if (!isPlain) continue
    const totals = await itemsOf(call, 'Sales', `$apply=groupby((rolluprecursive(${MATRIX},Organization/ID)),aggregate(Amount with sum as T))&$orderby=Organization/ID`)
    const wanted = NODES.toSorted().map(node => {
      const own = sales.filter(sale => within(graph, node).has(sale.Organization.ID))
      return { Organization: { ID: node }, T: own.length === 0 ? null : String(own.reduce((sum, { Amount }) => sum + Number(Amount), 0)) }
    })
    const found = (totals as typeof wanted).map(({ Organization: { ID }, T }) => ({ Organization: { ID }, T }))
    t.same(found, wanted.slice(0, PAGE), `rolluprecursive over ${about}`)
  }
  t.ok(RUNS < 8 || compared > 200, `${compared} nodes and items`)
}, SALES)
