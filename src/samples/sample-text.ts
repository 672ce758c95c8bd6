/** Text that fits the name of its property. */
import { chance, pick } from './chance.js'
import { localityOf, personOf, wordsOf } from './subject.js'
import type { Subject } from './subject.js'
import {
  ADJECTIVES, CATEGORIES, COLORS, COMPANIES, DEPARTMENTS, EXTENSIONS, FIRST_NAMES, GENDERS, JOBS, MEDIA_TYPES, NOUNS, SENTENCES, STATUSES,
  STREETS
} from './words.js'

/** What a text is made for. */
export interface TextOf {
  /** The name of the property. */
  readonly name: string
  /** The name of the type that has it. */
  readonly owner: string
  readonly subject: Subject
  /** Tells the property from others of the same subject. */
  readonly salt: number
}

type Make = (subject: Subject, random: (salt: number) => number) => string

const number = (random: number, digits: number): string => String(Math.floor(random * 10 ** digits)).padStart(digits, '0')
const letters = (random: number): string => Math.floor(random * 26 ** 2 + 360).toString(36).toUpperCase().slice(-2)
const thing: Make = (_subject, random) => `${pick(ADJECTIVES, random(1))} ${pick(NOUNS, random(2))}`
const fullName: Make = subject => `${personOf(subject).first} ${personOf(subject).last}`
const company: Make = (_subject, random) => pick(COMPANIES, random(1))
const from = (items: readonly string[]): Make => (_subject, random) => pick(items, random(1))

/** The first that fits the words of a name decides. */
const rules: ReadonlyArray<readonly [words: RegExp, make: Make]> = [
  [/\b(?:login|alias|nick ?name|user ?name|account name|handle)$/, subject => personOf(subject).login],
  [/\b(?:e ?mail|mail|upn|principal name)s?(?: address(?:es)?)?$/, subject => `${personOf(subject).login}@example.com`],
  [/\b(?:first|given|fore) ?(?:name)?$/, subject => personOf(subject).first],
  [/\b(?:last|family) ?(?:name)?$|\bsurname$/, subject => personOf(subject).last],
  [/\bmiddle(?: name)?$/, from(FIRST_NAMES)],
  [/\b(?:full|contact|person|customer|employee) name$|\b(?:author|owner|manager|recipient|sender|created by|modified by|assigned to)$/, fullName],
  [/\b(?:city|town|locality)(?: name)?$/, subject => localityOf(subject).city],
  [/\bcountry code$|\biso code$/, subject => localityOf(subject).code],
  [/\b(?:country|nation)(?: or region)?(?: name)?$|\bnationality$/, subject => localityOf(subject).country],
  [/\b(?:province|region|county)(?: name)?$/, subject => localityOf(subject).region],
  [/\b(?:zip|postal|post) ?(?:code)?$/, subject => localityOf(subject).postalCode],
  [/\bip(?: address)?$/, (_subject, random) => `192.0.2.${1 + Math.floor(random(1) * 254)}`],
  [/\bstreet(?: address| name)?$|\baddress(?: line)?(?: \d+)?$/, (_subject, random) => `${1 + Math.floor(random(1) * 199)} ${pick(STREETS, random(2))}`],
  [/\b(?:phone|telephone|mobile|fax)s?(?: number)?s?$/, (subject, random) => `${localityOf(subject).calling} 555 ${number(random(1), 4)}`],
  [/\b(?:url|uri|href|link|website|web site|home ?page)s?$/, (_subject, random) => `https://example.com/${pick(NOUNS, random(1)).toLowerCase()}`],
  [/\b(?:company|organi[sz]ation|employer|supplier|vendor|manufacturer|brand|publisher|airline)(?: name)?$/, company],
  [/\b(?:department|division|team|office)(?: name)?$/, from(DEPARTMENTS)],
  [/\b(?:job(?: title)?|occupation|profession|position|role)$/, from(JOBS)],
  [/\b(?:description|summary|notes?|comments?|remarks?|body|text|content|preview|message|details|about|bio|reason)$/, from(SENTENCES)],
  [/\b(?:colou?r)$/, from(COLORS)],
  [/\bcurrency(?: code)?$/, subject => localityOf(subject).currency],
  [/\b(?:language|locale|culture)(?: code| tag)?$/, subject => localityOf(subject).language],
  [/\btime ?zone$/, subject => localityOf(subject).zone],
  [/\b(?:gender|sex)$/, from(GENDERS)],
  [/\bisbn$/, (_subject, random) => `978-${number(random(1), 1)}-${number(random(2), 4)}-${number(random(3), 4)}-${number(random(4), 1)}`],
  [/\b(?:mime|media|content) type$/, from(MEDIA_TYPES)],
  [/\bfile ?name$|\bfile$/, (_subject, random) => `${pick(NOUNS, random(1)).toLowerCase()}-${number(random(2), 2)}.${pick(EXTENSIONS, random(3))}`],
  [/\b(?:path|folder|directory)$/, (subject, random) => `/home/${personOf(subject).first.toLowerCase()}/${pick(NOUNS, random(1)).toLowerCase()}`],
  [/\bversion$/, (_subject, random) => `${1 + Math.floor(random(1) * 9)}.${Math.floor(random(2) * 10)}.${Math.floor(random(3) * 10)}`],
  [/\b(?:status|state)$/, from(STATUSES)],
  [/\b(?:category|kind|class|tier|plan|type)$/, from(CATEGORIES)],
  [/\b(?:code|sku|serial|number|no|reference|ref|tag)$/, (_subject, random) => `${letters(random(1))}-${number(random(2), 4)}`],
  [/\bid$/, (_subject, random) => Math.floor(random(1) * 2 ** 48).toString(16).padStart(12, '0')]
]

/** A bare name is the name of what has it. */
const owners: ReadonlyArray<readonly [words: RegExp, make: Make]> = [
  [/\b(?:person|people|user|customer|employee|contact|author|member|owner|student|teacher|patient|passenger|guest|speaker)$/, fullName],
  [/\b(?:company|organi[sz]ation|supplier|vendor|airline|publisher|account|partner)$/, company],
  [/\bcity$/, subject => localityOf(subject).city],
  [/\bcountry$/, subject => localityOf(subject).country],
  [/\b(?:department|team|group)$/, from(DEPARTMENTS)]
]

const makerOf = (words: string, owner: string): Make =>
  rules.find(([pattern]) => pattern.test(words))?.[1] ?? (/\bname$/.test(words) ? owners.find(([pattern]) => pattern.test(owner))?.[1] : undefined) ?? thing

/** Characters of ASCII, `maxLength` at most. */
export function sampleText ({ name, owner, subject, salt }: TextOf, maxLength: number): string {
  const text = makerOf(wordsOf(name), wordsOf(owner))(subject, other => chance(subject.seed, subject.place, salt + other))
  return text.slice(0, maxLength).trimEnd()
}
