/** Data Aggregation 4.0, section 6. */
import t from 'tap'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'

const parse = (text: string): unknown => parseQueryOptions(`$apply=${text}`).apply
const hierarchy = { nodes: { kind: 'path' }, qualifier: 'H', property: { names: ['ID'] } }

t.match(parse('ancestors($root/Orgs,H,ID,filter(a)/top(3))'), [{ kind: 'ancestors', hierarchy, transformations: [{ kind: 'filter' }, { kind: 'top' }], distance: undefined, keepStart: false }])
t.match(parse('descendants($root/Orgs,H,ID,identity,3)'), [{ kind: 'descendants', hierarchy, distance: 3, keepStart: false }])
t.match(parse('descendants($root/Orgs,H,ID,identity,3,keep start)'), [{ distance: 3, keepStart: true }])
t.match(parse('ancestors($root/Orgs,H,ID,identity,keep start)'), [{ distance: undefined, keepStart: true }])
t.match(parse('traverse($root/Orgs,H,ID,preorder)'), [{ kind: 'traverse', hierarchy, order: 'preorder', transformations: undefined, orderBy: [] }])
t.match(parse('traverse($root/Orgs,H,ID,postorder,Name desc,ID)'), [{ order: 'postorder', transformations: undefined, orderBy: [{ descending: true }, {}] }])
t.match(parse('traverse($root/Orgs,H,ID,preorder,filter(a),Name)'), [{ transformations: [{ kind: 'filter' }], orderBy: [{}] }])
t.match(parse('traverse($root/Orgs,H,ID,preorder,identity)'), [{ transformations: [{ kind: 'identity' }], orderBy: [] }])
t.match(parse('groupby((rolluprecursive($root/Orgs,H,ID),rolluprecursive($root/Orgs,H,ID,traverse($root/Orgs,H,ID,preorder))))'), [{
  elements: [{ kind: 'rollupRecursive', hierarchy, transformations: undefined }, { transformations: [{ kind: 'traverse' }] }]
}])

const faults: ReadonlyArray<readonly [string, string]> = [
  ['ancestors(Orgs,H,ID,identity)', 'expected a path that begins with "$root/" at position 11, found "Orgs".'],
  ['ancestors($root/Orgs,H,a(1)/ID,identity)', 'expected "," at position 25, found "(".'],
  ['ancestors($root/Orgs,H,ID,aggregate($count as n))', 'expected a transformation that keeps its input set at position 27, found "aggregate".'],
  ['ancestors($root/Orgs,H,ID,identity,filter(a),2)', 'expected a non-negative integer at position 36, found "filter".'],
  ['ancestors($root/Orgs,H,ID,identity,keep)', 'expected "start" at position 40, found ")".'],
  ['traverse($root/Orgs,H,ID,inorder)', 'expected "postorder" at position 26, found "inorder".'],
  ['groupby((rolluprecursive($root/Orgs,H,ID,filter(a))))', 'expected a transformation of a hierarchy at position 42, found "filter".']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message: `$apply: ${message}` }, text)
