/**
 * What the service takes although the standard does not have it, because clients in the field send it and nobody doubts what it means.
 * Each has a name, by which `--tolerate` turns it on; `--strict` turns all of them off. docs/tolerances.md shows this table; a test
 * compares them.
 */

export interface Tolerance {
  /** What is taken, as the subject of a sentence. */
  readonly what: string
  /** What a client sends, and what the standard has in its place. */
  readonly sent: string
  readonly standard: string
  /** The section that says what the standard has. */
  readonly section: string
  /** The dialects that take it unless they are told otherwise. */
  readonly dialects: readonly ('graph' | 'standard')[]
}

const both = ['graph', 'standard'] as const
const standardOnly = ['standard'] as const

export const tolerances = {
  quotedTypeNames: {
    what: 'the name of a type in quotes',
    sent: "isof('Ns.Type')",
    standard: 'isof(Ns.Type)',
    section: 'OData-URL 4.01, section 5.1.1.11',
    dialects: both
  },
  enumNumbers: {
    what: 'a number in the place of an enumeration member',
    sent: 'Status eq 1',
    standard: "Status eq 'Active'",
    section: 'OData-URL 4.01, section 5.1.1.14.2; JSON Format 4.01, section 7.1',
    dialects: both
  },
  numberSuffixes: {
    what: 'a suffix on a number',
    sent: 'Price gt 3.14f',
    standard: 'Price gt 3.14',
    section: 'OData-URL 4.01, section 5.1.1.14.1',
    dialects: standardOnly
  },
  binaryAsText: {
    what: 'a Binary compared with text',
    sent: "Data eq 'AAEC'",
    standard: "Data eq binary'AAEC'",
    section: 'OData-URL 4.01, section 5.1.1.14.1',
    dialects: standardOnly
  },
  quotedKeys: {
    what: 'the value of a key in quotes though it is not text',
    sent: "Products('1')",
    standard: 'Products(1)',
    section: 'OData-URL 4.01, section 4.3.1',
    dialects: standardOnly
  },
  unqualifiedOperations: {
    what: 'a bound operation without its namespace',
    sent: '/Products(1)/Rate()',
    standard: '/Products(1)/Ns.Rate()',
    section: 'OData-URL 4.01, section 4.5',
    dialects: standardOnly
  },
  transformationCase: {
    what: 'the name of a transformation in upper case',
    sent: '$apply=GroupBy((Name))',
    standard: '$apply=groupby((Name))',
    section: 'Data Aggregation 4.0, section 3',
    dialects: both
  },
  spacedParameters: {
    what: 'white space around the = of a parameter',
    sent: 'Rate(by = 2)',
    standard: 'Rate(by=2)',
    section: 'OData-ABNF 4.01, functionExprParameter',
    dialects: both
  },
  trailingSpaces: {
    what: 'white space after the value of a query option',
    sent: '$top=1%20',
    standard: '$top=1',
    section: 'OData-ABNF 4.01, systemQueryOption',
    dialects: both
  },
  trailingSlash: {
    what: 'a slash at the end of the path',
    sent: '/Products/',
    standard: '/Products',
    section: 'OData-ABNF 4.01, resourcePath',
    dialects: both
  },
  missingContentType: {
    what: 'a body without a Content-Type',
    sent: 'no header',
    standard: 'Content-Type: application/json',
    section: 'OData-Protocol 4.01, section 8.1.1',
    dialects: both
  },
  numbersAsText: {
    what: 'an Int64 or Decimal as text',
    sent: '{"Price":"3.14"}',
    standard: '{"Price":3.14}, or Content-Type: application/json;IEEE754Compatible=true',
    section: 'JSON Format 4.01, section 3.2',
    dialects: both
  },
  base64Alphabet: {
    what: 'a Binary in base64 in the place of base64url',
    sent: '{"Data":"+/8="}',
    standard: '{"Data":"-_8="}',
    section: 'JSON Format 4.01, section 7.1',
    dialects: both
  },
  rootedReferences: {
    what: 'a reference to an entity with a slash before its path below the service root',
    sent: '{"Maker@odata.bind":"/Makers(1)"}',
    standard: '{"Maker@odata.bind":"Makers(1)"}',
    section: 'JSON Format 4.01, section 4.6.1; RFC 3986, section 5.2',
    dialects: standardOnly
  },
  bareLineFeeds: {
    what: 'a line of a multipart batch that ends in LF alone',
    sent: 'LF',
    standard: 'CR LF',
    section: 'RFC 2046, section 4.1.1',
    dialects: both
  },
  unversionedRequestLines: {
    what: 'a request line of a multipart batch without the version of HTTP',
    sent: 'GET Products',
    standard: 'GET Products HTTP/1.1',
    section: 'OData-Protocol 4.01, section 11.7.7.1',
    dialects: both
  },
  slashedReferences: {
    what: 'a slash before a reference to an earlier request of a batch',
    sent: '/$1/Name',
    standard: '$1/Name',
    section: 'OData-Protocol 4.01, section 11.7.4',
    dialects: both
  }
} as const satisfies Record<string, Tolerance>

export type ToleranceName = keyof typeof tolerances

export const toleranceNames = Object.keys(tolerances) as readonly ToleranceName[]

/** What a request makes use of, and where: `$filter`, a property of the body. */
export interface Liberty {
  readonly name: ToleranceName
  readonly source: string
}
