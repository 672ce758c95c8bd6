/** Documents that cannot be a model: each refused with a sentence, and the line and column of what is wrong. */
import t from 'tap'
import { CsdlError } from '../../src/csdl/csdl-error.js'
import { readCsdl } from '../../src/csdl/read-csdl.js'

const HEAD = '<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0"><edmx:DataServices>\n' +
  '<Schema Namespace="A" Alias="Self" xmlns="http://docs.oasis-open.org/odata/ns/edm">\n'
const TAIL = '\n</Schema></edmx:DataServices></edmx:Edmx>'
const KEYED = '<EntityType Name="E"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.String" Nullable="false"/>'
const CONTAINER = '<EntityContainer Name="C"/>'

const schema = (content: string): string => `${HEAD}${content}${TAIL}`
const entity = (members: string): string => schema(`${KEYED}\n${members}</EntityType>${CONTAINER}`)

/** The sentence after `file:line:column: `, with line and column. */
function refusalOf (content: string | Uint8Array, name = 'model'): string {
  try {
    readCsdl([{ name, content }])
  } catch (error) {
    if (!(error instanceof CsdlError)) throw error
    return error.message.replace(/^model:/, '')
  }
  return 'it is read'
}

const long = 'x'.repeat(5000)

const refused: ReadonlyArray<readonly [what: string, document: string, refusal: string | RegExp]> = [
  // Not a document
  ['nothing', '', '1:1: The document is neither CSDL XML nor CSDL JSON: it is empty.'],
  ['something else', 'openapi: 3.1.0', '1:1: The document is neither CSDL XML nor CSDL JSON: it begins with \'o\'.'],
  ['HTML', '<html><body/></html>', /^1:1: The document begins with the element 'html'; CSDL XML begins with Edmx of the namespace/],
  ['OData 2', '<edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx"/>', /^1:1: The document is metadata of OData 2 or 3/],
  ['another version', '<edmx:Edmx Version="5.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"/>', "1:1: Version '5.0' is not supported; 4.0 and 4.01 are."],
  ['no data services', '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"/>', '1:1: The document has no element DataServices.'],
  ['no schema', '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices/></edmx:Edmx>', '1:80: The document has no Schema.'],
  // Not well-formed
  ['an element that is not closed', `${HEAD}<EntityType Name="E">`, /^3:\d+: The document is not well-formed XML: unclosed tag/],
  ['another end', schema('<EntityType Name="E"></ComplexType>'), /^3:\d+: The document is not well-formed XML: unexpected close tag/],
  ['an entity of its own', schema('<EntityType Name="&own;"/>'), /^3:\d+: The document is not well-formed XML: undefined entity/],
  ['a page', '<!DOCTYPE html><html><body>Please sign in</body></html>', '1:15: The document is a page in HTML and not CSDL: one to sign in at, perhaps, in place of $metadata.'],
  ['a document type', `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${schema('')}`, /^1:\d+: A document type declaration/],
  ['a prefix of nobody', schema('<x:EntityType Name="E"/>'), /^3:1: The document is not well-formed XML: the prefix of 'x:EntityType' is not declared/],
  ['an attribute twice', schema('<EntityType Name="E" Name="F"/>'), /^3:\d+: The document is not well-formed XML: duplicate attribute/],
  ['a thousand levels', schema(`<Annotation Term="A.B">${'<Collection>'.repeat(1000)}${'</Collection>'.repeat(1000)}</Annotation>`), /^3:\d+: Elements are nested deeper than 100 levels\./],
  // Elements and attributes
  ['an element from elsewhere', schema('<Association Name="X"/>'), /^3:1: The element 'Association' does not belong in Schema, which has Action, /],
  ['an attribute that is misspelt', entity('<Property Name="P" Type="Edm.String" Nulable="false"/>'), /^4:1: The element Property has no attribute 'Nulable'; it has Name, /],
  ['a missing name', schema('<EntityType/>'), '3:1: The element EntityType needs the attribute Name.'],
  ['a missing type', entity('<Property Name="P"/>'), '4:1: The element Property needs the attribute Type.'],
  ['a truth that is none', entity('<Property Name="P" Type="Edm.String" Nullable="maybe"/>'), "4:1: Nullable is true or false, not 'maybe'."],
  ['a length that is none', entity('<Property Name="P" Type="Edm.String" MaxLength="-1"/>'), "4:1: MaxLength is a whole number or max, not '-1'."],
  ['more decimals than digits', entity('<Property Name="P" Type="Edm.Decimal" Precision="3" Scale="5"/>'), '4:1: A.E/P has the scale 5, which is more than its precision 3.'],
  ['an expression of nobody', schema('<Annotation Term="A.B"><Xor/></Annotation>'), /^3:\d+: The element 'Xor' does not belong in Annotation/],
  ['an operator with one operand', schema('<Annotation Term="A.B"><Eq><Null/></Eq></Annotation>'), '3:24: The expression Eq has 2 operands, not 1.'],
  // Names
  ['a name of 5,000 characters', schema(`<EntityType Name="${long}"/>`), /^3:1: The name 'x{100}…' of the element EntityType has 5000 characters; a name has at most 128\.$/],
  ['a name with a space', schema('<EntityType Name="a b"/>'), /^3:1: The name 'a b' of the element EntityType is not a name/],
  ['a namespace that is reserved', schema('').replace('Namespace="A"', 'Namespace="Edm"'), "2:1: The namespace 'Edm' is reserved."],
  ['an alias that is reserved', schema('').replace('Alias="Self"', 'Alias="odata"'), "2:1: The alias 'odata' is reserved."],
  ['an alias of two', schema('</Schema><Schema Namespace="B" Alias="Self" xmlns="http://docs.oasis-open.org/odata/ns/edm">'), "3:10: The alias 'Self' is given to 'A' and to 'B'."],
  ['a namespace twice', schema('</Schema><Schema Namespace="A" xmlns="http://docs.oasis-open.org/odata/ns/edm">'), "3:10: The namespace 'A' is used twice; a schema is in one piece."],
  ['a type twice', schema('<EntityType Name="E"/>\n<ComplexType Name="E"/>'), "4:1: The name 'A.E' is used twice: for an EntityType and for a ComplexType."],
  ['a property twice', entity('<Property Name="P" Type="Edm.String"/>\n<NavigationProperty Name="P" Type="A.E"/>'), "5:1: A.E has the property 'P' twice."],
  ['a property of the base again', schema(`${KEYED}</EntityType><EntityType Name="F" BaseType="A.E">\n<Property Name="Id" Type="Edm.String"/></EntityType>`), "4:1: A.F has the property 'Id' already, from its base type A.E."],
  ['a member twice', schema('<EnumType Name="N"><Member Name="M"/>\n<Member Name="M"/></EnumType>'), "4:1: A.N has the member 'M' twice."],
  ['an entity set twice', schema(`${KEYED}</EntityType><EntityContainer Name="C"><EntitySet Name="S" EntityType="A.E"/>\n<Singleton Name="S" Type="A.E"/></EntityContainer>`), "4:1: The container A.C has 'S' twice."],
  ['an overload twice', schema('<Action Name="F"/>\n<Action Name="F"/>'), '4:1: The action A.F appears twice.'],
  ['a function twice', schema('<Function Name="F"><Parameter Name="p" Type="Edm.Int32"/><ReturnType Type="Edm.Int32"/></Function>\n<Function Name="F"><Parameter Name="p" Type="Edm.String"/><ReturnType Type="Edm.Int32"/></Function>'), '4:1: The function A.F with parameters of the same names appears twice.'],
  // What is not there
  ['a type of nobody', entity('<Property Name="P" Type="A.Adress"/>').replace(CONTAINER, '<ComplexType Name="Address"/>'), "4:1: A.E/P names the type 'A.Adress', which the schema 'A' does not have. Did you mean 'A.Address'?"],
  ['a type without a namespace', entity('<Property Name="P" Type="String"/>'), "4:1: A.E/P names the type 'String', which is not qualified: a namespace or an alias and a dot come before the name."],
  ['a type of OData 3', entity('<Property Name="P" Type="Edm.DateTime"/>'), "4:1: A.E/P names the type 'Edm.DateTime', which is of OData 2 and 3; OData 4 has Edm.DateTimeOffset."],
  ['a type that never was', entity('<Property Name="P" Type="Edm.Strin"/>'), "4:1: A.E/P names the type 'Edm.Strin', which is not a type of OData. Did you mean 'Edm.String'?"],
  ['a namespace of nobody', entity('<Property Name="P" Type="B.T"/>'), /^4:1: A\.E\/P names the type 'B\.T', but no schema and no reference has the namespace or alias 'B'\./],
  ['a type that only a URL has', entity('<Property Name="P" Type="Far.T"/>').replace('<edmx:DataServices>', '<edmx:Reference Uri="https://example.org/far.xml"><edmx:Include Namespace="Far.Away" Alias="Far"/></edmx:Reference><edmx:DataServices>'), "4:1: A.E/P names the type 'Far.Away.T', which the document 'https://example.org/far.xml' defines. That was not found beside this one, and is never fetched: give its file too."],
  ['a base type of nobody', schema('<EntityType Name="E" BaseType="A.X"/>'), /^3:1: A\.E names the base type 'A\.X', which the schema 'A' does not have\./],
  ['a base type of another kind', schema('<EntityType Name="E" BaseType="A.X"/><ComplexType Name="X"/>'), "3:1: A.E has the base type 'A.X', which is not an entity type."],
  ['a target of nobody', schema(`${KEYED}</EntityType><EntityContainer Name="C">\n<EntitySet Name="S" EntityType="A.E"><NavigationPropertyBinding Path="x" Target="T"/></EntitySet></EntityContainer>`), "4:1: A.C/S binds to 'T', which is not an entity set or singleton."],
  ['an action of nobody', schema('<EntityContainer Name="C">\n<ActionImport Name="I" Action="A.Do"/></EntityContainer>'), /^4:1: A\.C\/I names the action 'A\.Do', which the schema 'A' does not have\./],
  ['a bound action', schema('<Action Name="Do" IsBound="true"><Parameter Name="p" Type="Edm.Int32"/></Action><EntityContainer Name="C">\n<ActionImport Name="I" Action="A.Do"/></EntityContainer>'), "4:1: A.C/I imports 'A.Do', which is bound; an import is of an unbound action."],
  ['no container', schema('<ComplexType Name="X"/>'), '2:1: The document has no EntityContainer, so there is nothing to serve.'],
  ['two containers', schema('<EntityContainer Name="C"/><EntityContainer Name="D"/>'), "2:1: There are several entity containers, 'A.C' and 'A.D': say which one is meant."],
  // What cannot be
  ['a circle of base types', schema('<EntityType Name="E" BaseType="A.F"/><EntityType Name="F" BaseType="A.G"/><EntityType Name="G" BaseType="A.E"/>'), '3:1: A.E derives from itself: A.E → A.F → A.G → A.E.'],
  ['its own base type', schema('<ComplexType Name="E" BaseType="Self.E"/>'), '3:1: A.E derives from itself: A.E → A.E.'],
  ['a container that extends itself', schema('<EntityContainer Name="C" Extends="A.D"/><EntityContainer Name="D" Extends="A.C"/>'), /^3:\d+: The container A\.[CD] extends itself\.$/],
  ['a value that never ends', schema(`<ComplexType Name="X"><Property Name="y" Type="A.Y" Nullable="false"/></ComplexType>\n<ComplexType Name="Y"><Property Name="x" Type="A.X" Nullable="false"/></ComplexType>${CONTAINER}`), '3:1: A value of A.X could never end: A.X → A.Y → A.X, by properties that cannot be null. Make one of them nullable.'],
  ['a value that never ends, in itself', schema(`<ComplexType Name="X"><Property Name="x" Type="A.X" Nullable="false"/></ComplexType>${CONTAINER}`), /^3:1: A value of A\.X could never end: A\.X → A\.X/],
  ['an entity set without a key', schema('<EntityType Name="E"><Property Name="P" Type="Edm.String"/></EntityType><EntityContainer Name="C">\n<EntitySet Name="S" EntityType="A.E"/></EntityContainer>'), '4:1: The entity set A.C/S is of the type A.E, which has no key.'],
  ['an entity set of a complex type', schema('<ComplexType Name="X"/><EntityContainer Name="C">\n<EntitySet Name="S" EntityType="A.X"/></EntityContainer>'), "4:1: A.C/S names 'A.X', which is not an entity type."],
  ['an entity set of the abstract type', schema('<EntityContainer Name="C">\n<EntitySet Name="S" EntityType="Edm.EntityType"/></EntityContainer>'), '4:1: The entity set A.C/S is of the abstract type Edm.EntityType, which has neither a key nor properties.'],
  ['a singleton of the abstract type', schema('<EntityContainer Name="C">\n<Singleton Name="S" Type="Edm.EntityType"/></EntityContainer>'), /^4:1: The singleton A\.C\/S is of the abstract type Edm\.EntityType/],
  ['a base type that is abstract and built in', schema('<EntityType Name="E" BaseType="Edm.EntityType"/>'), '3:1: A.E cannot have the base type Edm.EntityType.'],
  ['a collection of anything primitive', entity('<Property Name="P" Type="Collection(Edm.PrimitiveType)"/>'), '4:1: A.E/P is of the type Collection(Edm.PrimitiveType), which cannot be used.'],
  ['an entity as a property', entity('<Property Name="P" Type="A.E"/>'), '4:1: A.E/P is a Property of the entity type A.E; what leads to entities is a NavigationProperty.'],
  ['navigation to a complex type', schema(`${KEYED}<NavigationProperty Name="N" Type="A.X"/></EntityType><ComplexType Name="X"/>`), /A\.E\/N names 'A\.X', which is not an entity type\.$/],
  ['a second key', schema(`${KEYED}</EntityType>\n<EntityType Name="F" BaseType="A.E"><Key><PropertyRef Name="O"/></Key><Property Name="O" Type="Edm.Int32" Nullable="false"/></EntityType>`), '4:1: A.F declares a key, and inherits one from A.E.'],
  ['a key of nothing', schema('<EntityType Name="E"><Key><PropertyRef Name="Id"/></Key></EntityType>'), "3:1: The key of A.E names 'Id', which is not a property of it."],
  ['a key that can be null', schema('<EntityType Name="E"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.String" Nullable="true"/></EntityType>'), "3:1: The key of A.E names 'Id', which is nullable."],
  ['a key of places', schema('<EntityType Name="E"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.GeographyPoint" Nullable="false"/></EntityType>'), "3:1: The key of A.E names 'Id' of the type Edm.GeographyPoint, which cannot be part of a key."],
  ['a key path without an alias', schema('<EntityType Name="E"><Key><PropertyRef Name="X/Id"/></Key></EntityType>'), "3:1: The key of A.E names 'X/Id', a path; that needs an alias."],
  ['an enumeration of text', schema('<EnumType Name="N" UnderlyingType="Edm.String"/>'), /^3:1: A\.N has the underlying type 'Edm\.String'; that of an enumeration is /],
  ['a member that does not fit', schema('<EnumType Name="N" UnderlyingType="Edm.Byte"><Member Name="M" Value="256"/></EnumType>'), '3:46: A.N/M has the value 256, which an Edm.Byte cannot hold.'],
  ['flags without values', schema('<EnumType Name="N" IsFlags="true"><Member Name="M"/></EnumType>'), '3:35: A.N/M has no value; the members of a flags type have one each.'],
  ['a definition of a definition', schema('<TypeDefinition Name="T" UnderlyingType="A.U"/><TypeDefinition Name="U" UnderlyingType="Edm.String"/>'), "3:1: A.T has the underlying type 'A.U', which is not primitive."],
  ['a default of another type', entity('<Property Name="P" Type="Edm.Int32" DefaultValue="many"/>'), "4:1: A.E/P has the default value 'many', which is not a value of Edm.Int32."],
  ['a function of nothing', schema('<Function Name="F"/>'), '3:1: The function A.F has no ReturnType.'],
  ['bound to nothing', schema('<Action Name="F" IsBound="true"/>'), '3:1: A.F is bound and has no parameter; the first one is what it is bound to.']
]

for (const [what, document, refusal] of refused) {
  t.test(what, t => {
    const found = refusalOf(document)
    if (typeof refusal === 'string') t.equal(found, refusal)
    else t.match(found, refusal)
    t.notMatch(found, /\n/, 'one sentence')
    t.end()
  })
}

const json = (schemaText: string, more = ''): string => `{\n"$Version": "4.0",${more}\n"A": ${schemaText}\n}`

const refusedJson: ReadonlyArray<readonly [what: string, document: string, refusal: string | RegExp]> = [
  ['not JSON', '{ "$Version": 4.0. }', /^1:\d+: The document is not JSON/],
  ['cut off', '{ "$Version": "4.0"', /^1:\d+: The document is not JSON/],
  ['a comma too many', '{ "$Version": "4.0", }', /^1:22: The document is not JSON: '}' is not expected here|^1:22: The document is not JSON: } is not expected here\./],
  ['two documents', '{} {}', /^1:\d+: The document is not JSON/],
  ['no version', '{ "A": {} }', '1:1: The member $Version is missing.'],
  ['a number for a version', '{ "$Version": 4 }', '1:15: $Version is a string, not a number.'],
  ['a member twice', json('{ "E": { "$Kind": "ComplexType" },\n"E": { "$Kind": "ComplexType" } }'), "4:1: The member 'E' appears twice."],
  ['a schema that is text', json('"x"'), "3:6: The schema 'A' is an object, not a string."],
  ['no kind', json('{ "E": {} }'), '3:13: The member $Kind is missing.'],
  ['a kind of nobody', json('{ "E": { "$Kind": "Table" } }'), "3:13: 'Table' is not the kind of a schema's member."],
  ['a member that is misspelt', json('{ "E": { "$Kind": "ComplexType", "p": { "$Nulable": true } } }'), /^3:\d+: p has no member '\$Nulable'; it has /],
  ['a truth that is none', json('{ "E": { "$Kind": "ComplexType", "p": { "$Nullable": "true" } } }'), '3:59: $Nullable is true or false, not a string.'],
  ['a type of nobody', json('{ "E": { "$Kind": "ComplexType", "äöü": {}, "p": { "$Type": "A.X" } } }'), /^3:55: A\.E\/p names the type 'A\.X', which the schema 'A' does not have\./],
  ['an expression of nobody', json('{ "@A.B": { "$Xor": [] } }'), "3:26: '$Xor' is not an expression of CSDL."],
  ['a container of nobody', json('{ "E": { "$Kind": "ComplexType" } }', '"$EntityContainer": "A.C",'), /: There is no entity container 'A\.C'\.$/],
  ['a thousand levels', json(`{ "@A.B": ${'['.repeat(1000)}${']'.repeat(1000)} }`), /^3:\d+: Values are nested deeper than 100 levels\./],
  ['an alias of two', json('{ "$Alias": "X" }, "B": { "$Alias": "X" }'), "3:30: The alias 'X' is given to 'A' and to 'B'."]
]

for (const [what, document, refusal] of refusedJson) {
  t.test(`${what}, in JSON`, t => {
    const found = refusalOf(document)
    if (typeof refusal === 'string') t.equal(found, refusal)
    else t.match(found, refusal)
    t.end()
  })
}

t.test('an error has its parts', t => {
  try {
    readCsdl([{ name: 'my.xml', content: entity('<Property Name="P" Type="Edm.Int32" DefaultValue="many"/>') }])
    t.fail('it is read')
  } catch (error) {
    t.match(error, { file: 'my.xml', position: { line: 4, column: 1 }, path: 'A.E/P', sentence: /^A\.E\/P has the default value/, message: /^my\.xml:4:1: / })
  }
  t.end()
})

t.test('bytes that are no text', t => {
  t.equal(refusalOf(Uint8Array.from([0x3c, 0xff, 0xfe, 0x41])), '1:1: The document is not text in the encoding utf-8.')
  t.equal(refusalOf(Buffer.from('<?xml version="1.0" encoding="klingon"?><a/>')), '1:1: The document is not text in the encoding klingon.')
  t.end()
})

t.test('no file, and no document', t => {
  t.throws(() => readCsdl(['/nowhere/model.xml']), { name: 'CsdlError', message: '/nowhere/model.xml: The file cannot be read: there is no such file.' })
  t.throws(() => readCsdl(['test']), { name: 'CsdlError', message: 'test: This is not a file.' })
  t.throws(() => readCsdl([]), { name: 'CsdlError', sentence: 'No document was given.' })
  t.end()
})

const read: ReadonlyArray<readonly [what: string, document: string]> = [
  ['a byte order mark', `\ufeff${entity('')}`],
  ['elements in another order', schema(`${CONTAINER}<EntityType Name="E"><Annotation Term="A.B"/><Property Name="Id" Type="Edm.String" Nullable="false"/><Key><PropertyRef Name="Id"/></Key></EntityType>`)],
  ['a key that does not say whether it is nullable', schema(`<EntityType Name="E"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.String"/></EntityType>${CONTAINER}`)],
  ['attributes and elements of others', entity('<Property Name="P" Type="Edm.String" s:label="x" xmlns:s="http://www.sap.com/Protocols/SAPData"><s:note/></Property>')],
  ['attributes of OData 3 that say nothing', entity('<Property Name="P" Type="Edm.String" FixedLength="false" Collation="x" ConcurrencyMode="Fixed"/>')],
  ['symbols and truths in another case', entity('<Property Name="P" Type="Edm.Decimal" Scale="Variable" Nullable="True"/><Property Name="Q" Type="Edm.String" MaxLength="Max"/>')],
  ['a value that ends in a derived type', schema(`<ComplexType Name="X" Abstract="true"/><ComplexType Name="Y" BaseType="A.X"><Property Name="x" Type="A.X" Nullable="false"/></ComplexType><ComplexType Name="Z" BaseType="A.X"/>${CONTAINER}`)],
  ['a value that ends in null or in an empty collection', schema(`<ComplexType Name="X"><Property Name="x" Type="A.X"/><Property Name="y" Type="Collection(A.X)" Nullable="false"/></ComplexType>${CONTAINER}`)],
  ['a required value of a type without values', schema(`<ComplexType Name="X" Abstract="true"/><ComplexType Name="Y"><Property Name="x" Type="A.X" Nullable="false"/></ComplexType>${CONTAINER}`)],
  ['a vocabulary without a reference', entity('<Property Name="P" Type="Edm.String"><Annotation Term="Org.OData.Core.V1.Computed" Bool="true"/></Property>')],
  ['terms and targets of nobody', schema(`<Annotations Target="B.X/Y"><Annotation Term="Unknown.Term" Int="not a number"/></Annotations>${CONTAINER}`)],
  ['comments and processing instructions', `<?xml version="1.0"?><!-- a --><?b c?>${entity('<!-- <Property/> -->')}`],
  ['names that differ in case', entity('<Property Name="p" Type="Edm.String"/><Property Name="P" Type="Edm.String"/>')],
  ['a container in JSON', json('{ "C": { "$Kind": "EntityContainer" } }', '"$EntityContainer": "A.C",')]
]

t.test('what the field does and the specification forgives is read', t => {
  for (const [what, document] of read) t.equal(refusalOf(document), 'it is read', what)
  t.equal(refusalOf(Buffer.from(`\ufeff${entity('')}`, 'utf16le')), 'it is read', 'UTF-16')
  t.equal(refusalOf(Buffer.from(`<?xml version="1.0" encoding="UTF-16LE"?>${entity('')}`, 'utf16le')), 'it is read', 'without a byte order mark')
  t.equal(refusalOf(Buffer.from(entity(''), 'utf16le').swap16()), 'it is read', 'the other way round')
  t.equal(refusalOf(Buffer.from(`<?xml version="1.0" encoding="iso-8859-1"?>${entity('<Property Name="ä" Type="Edm.String"/>')}`, 'latin1')), 'it is read', 'Latin 1')
  t.end()
})
