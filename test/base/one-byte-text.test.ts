/** Texts are kept in as few bytes as they can be, and stay what they are. */
import { serialize } from 'node:v8'
import t from 'tap'
import { inOneByte } from '../../src/base/one-byte-text.js'
import { readCsdl } from '../../src/csdl/read-csdl.js'

/** V8 writes a text as it has it: behind two bytes of its own, a quote stands for one byte a character, `c` for two. */
const bytesEach = (text: string): number => serialize(text)[2] === 0x22 ? 1 : 2

/** What is cut out of a text keeps its form. */
const cutOut = (text: string): string => `→${text}→`.slice(1, -1)

t.test('a text is the same in one byte a character, where it can be', async t => {
  for (const text of ['', 'a', 'directoryObjects', 'Straße', 'ÿ']) {
    t.equal(inOneByte(cutOut(text)), text)
    t.equal(bytesEach(inOneByte(cutOut(text))), 1, text)
  }
  t.equal(bytesEach(cutOut('directoryObjects')), 2, 'it was kept in two')
  for (const text of ['Ā', '名前のある型', 'a→b', '\u{1f600}', '\ud800']) t.equal(inOneByte(cutOut(text)), text, 'others stay as they are')
})

t.test('a description does not make the names of its document wide', async t => {
  const text = `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
    <Schema Namespace="contoso.library" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityType Name="bookOfTheLibrary"><Key><PropertyRef Name="catalogueNumber"/></Key><Property Name="catalogueNumber" Type="Edm.String" Nullable="false">
        <Annotation Term="Org.OData.Core.V1.Description" String="the book’s"/></Property></EntityType>
      <EntityContainer Name="theContainer"><EntitySet Name="booksOfTheLibrary" EntityType="contoso.library.bookOfTheLibrary"/></EntityContainer>
    </Schema></edmx:DataServices></edmx:Edmx>`
  const model = readCsdl([{ name: 'library.xml', content: text }])
  const [set] = model.container.entitySets
  const names = [set?.name, set?.type.name, set?.type.fullName, set?.type.properties[0]?.name, model.container.name]
  t.strictSame(names, ['booksOfTheLibrary', 'bookOfTheLibrary', 'contoso.library.bookOfTheLibrary', 'catalogueNumber', 'theContainer'])
  for (const name of names) t.equal(bytesEach(name ?? ''), 1, name ?? '')
  t.equal(set?.type.properties[0]?.description, 'the book’s')
})
