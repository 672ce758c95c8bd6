/** The console's view of a model: what paths lead to, and the keys of entities. */
import t from 'tap'
import { completionsAt } from '../../console/data/completions.js'
import { crumbsOf, keyOf, locate, membersOf, parentOf } from '../../console/data/location.js'
import { readModel } from '../../console/data/model.js'
import { exact, parseJson, printJson } from '../../console/service/exact-json.js'
import type { Json } from '../../console/service/exact-json.js'

const model = readModel({
  $Version: '4.01',
  $EntityContainer: 'Shop.Service',
  Shop: {
    $Alias: 'S',
    Color: { $Kind: 'EnumType', Red: 0, 'Red@Core.Description': 'like blood', Blue: 1 },
    Code: { $Kind: 'TypeDefinition', $UnderlyingType: 'Edm.String' },
    Thing: { $Kind: 'EntityType', $Abstract: true, $Key: ['Id'], Id: { $Type: 'S.Code' } },
    Book: { $Kind: 'EntityType', $BaseType: 'S.Thing', Pages: { $Type: 'Edm.Int32', $Nullable: true }, Color: { $Type: 'S.Color' } },
    Lent: { $Kind: 'EntityType', $Key: ['At', 'By'], At: { $Type: 'Edm.Date' }, By: {}, Books: { $Kind: 'NavigationProperty', $Collection: true, $Type: 'S.Thing', $ContainsTarget: true } },
    Service: { $Kind: 'EntityContainer', Things: { $Collection: true, $Type: 'S.Thing' }, Owner: { $Type: 'S.Lent' } }
  }
})

t.test('the model', t => {
  t.same(model.roots, [{ name: 'Things', type: 'Shop.Thing', collection: true }, { name: 'Owner', type: 'Shop.Lent', collection: false }])
  t.match(model.typeOf('Shop.Book'), { key: ['Id'], members: [{ name: 'Id' }, { name: 'Pages', nullable: true }, { name: 'Color' }], concrete: ['Shop.Book'] })
  t.same(model.wordsOf('Shop.Color'), ['Red', 'Blue'])
  t.same(membersOf(model, model.typeOf('Shop.Thing')!).map(({ name }) => name), ['Id', 'Pages', 'Color'], 'those of derived types too')
  t.end()
})

t.test('what a path leads to', t => {
  t.match(locate(model, 'Things'), { kind: 'collection', type: { name: 'Shop.Thing' } })
  t.match(locate(model, "Things('a/b')/Shop.Book"), { kind: 'single', type: { name: 'Shop.Book' } })
  t.match(locate(model, 'Owner/Books'), { kind: 'collection', name: 'Books' })
  t.match(locate(model, 'Owner/Books(%27a%2Fb%27)'), { kind: 'single', type: { name: 'Shop.Thing' } })
  for (const path of ['Nothing', 'Owner/Nothing', 'Owner/By']) t.equal(locate(model, path), undefined, path)
  t.same(crumbsOf("Owner/Books('a%20b')"), [{ text: 'Owner', path: 'Owner' }, { text: "Books('a b')", path: "Owner/Books('a%20b')" }])
  t.same(["Owner/Books('a/b(c)')", 'Owner/Books', 'Things(1)'].map(parentOf), ['Owner/Books', 'Owner', 'Things'])
  t.end()
})

t.test('keys', t => {
  const key = (type: string, entity: { readonly [name: string]: Json }): string | undefined => keyOf(model, model.typeOf(type)!, entity)
  t.equal(decodeURIComponent(key('Shop.Thing', { Id: "O'Neil/1" })!), "('O''Neil/1')")
  t.equal(decodeURIComponent(key('Shop.Lent', { At: '2026-01-31', By: 'x' })!), "(At=2026-01-31,By='x')")
  t.equal(key('Shop.Lent', { At: '2026-01-31' }), undefined)
  t.end()
})

t.test('numbers that are printed keep their digits', t => {
  t.equal(printJson({ a: exact('9007199254740993'), b: [], c: [1, null, 'x"'] }).replace(/\s+/g, ''), '{"a":9007199254740993,"b":[],"c":[1,null,"x\\""]}')
  t.same(parseJson('{"a":[1,true,null]}'), { a: [1, true, null] })
  t.end()
})

t.test('what may come next in a query', t => {
  const next = (before: string): readonly string[] => completionsAt(model, model.typeOf('Shop.Book')!, before).completions.map(({ text }) => text)
  t.same(next('$fil'), ['$filter='])
  t.ok(next('$filter=').includes('Pages'))
  t.same(next('$filter=Pag'), ['Pages'])
  t.ok(next('$filter=Pages ').includes('eq '))
  t.ok(next('$filter=Pages eq 1 a').includes('and '))
  t.same(next("$filter=contains(Id,'Pa"), [], 'nothing within a text')
  t.same(next('$filter=Pages'), [], 'nothing for what is complete')
  t.same(next('$count=t'), ['true'])
  t.end()
})
