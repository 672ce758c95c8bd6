/** Where the reading of a pattern is, and the error that something else was expected there. */

/** Text that is not a pattern. */
export class PatternError extends Error {
  override readonly name = 'PatternError'

  /** `position`: in the pattern, from 0. */
  constructor (readonly expected: string, readonly position: number) {
    super(expected)
  }
}

/** A regular expression that one of the two databases cannot match as ECMAScript does. */
export class UnsupportedPattern extends Error {
  override readonly name = 'UnsupportedPattern'

  /** `what`: the feature, to begin a sentence. */
  constructor (readonly what: string) {
    super(what)
  }
}

export class PatternReader {
  position = 0
  readonly #names = new Set<string>()

  constructor (readonly text: string) {}

  get atEnd (): boolean {
    return this.position >= this.text.length
  }

  get rest (): string {
    return this.text.slice(this.position)
  }

  get isQuantifier (): boolean {
    return /[*+?{]/.test(this.text.charAt(this.position))
  }

  is (text: string): boolean {
    return this.text.startsWith(text, this.position)
  }

  skip (text: string): boolean {
    if (!this.is(text)) return false
    this.position += text.length
    return true
  }

  /** The next character, a whole code point; empty at the end. */
  next (): string {
    const codePoint = this.text.codePointAt(this.position)
    if (codePoint === undefined) return ''
    const character = String.fromCodePoint(codePoint)
    this.position += character.length
    return character
  }

  /** The name and `>` of a named group; names are of use only to backreferences, but must be different. */
  groupName (): void {
    const [whole, name = ''] = /^([\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*)>/u.exec(this.rest) ?? []
    if (whole === undefined || this.#names.has(name)) throw this.error('a new name and ">" for the group')
    this.#names.add(name)
    this.position += whole.length
  }

  error (expected: string, position = this.position): PatternError {
    return new PatternError(expected, position)
  }
}
