/** What operations have in common, once: parameters and headers of answers as components (OpenAPI 3.1, section 4.8.7). */
import type { JsonSchema } from './documentation.js'

interface Operation {
  parameters?: readonly JsonSchema[]
  responses?: Readonly<Record<string, { headers?: Readonly<Record<string, JsonSchema>> }>>
}

export interface SharedParts {
  /** Names the parts of an operation in place of having them. */
  readonly share: (operation: object) => void
  /** The parts by name, of all operations until now. */
  readonly parts: { readonly parameters: Readonly<Record<string, JsonSchema>>, readonly headers: Readonly<Record<string, JsonSchema>> }
}

export function createSharedParts (): SharedParts {
  const [parameters, headers] = [namedParts('parameters'), namedParts('headers')]
  return {
    share: object => {
      const operation = object as Operation
      if (operation.parameters !== undefined) operation.parameters = operation.parameters.map(part => parameters.nameOf(String(part['name']), part))
      for (const response of Object.values(operation.responses ?? {})) {
        if (response.headers === undefined) continue
        response.headers = Object.fromEntries(Object.entries(response.headers).map(([name, part]) => [name, headers.nameOf(name, part)]))
      }
    },
    parts: { parameters: parameters.named, headers: headers.named }
  }
}

interface NamedParts {
  readonly named: Record<string, JsonSchema>
  /** A reference to a part that is the same to the letter, by its own name; others of that name have a number. */
  readonly nameOf: (name: string, part: JsonSchema) => JsonSchema
}

function namedParts (kind: string): NamedParts {
  const named: Record<string, JsonSchema> = {}
  const references = new Map<string, JsonSchema>()
  const counts = new Map<string, number>()
  return {
    named,
    nameOf: (name, part) => {
      const text = JSON.stringify(part)
      const known = references.get(text)
      if (known !== undefined) return known
      const plain = name.replace(/[^\w.-]/gu, '')
      const count = (counts.get(plain) ?? 0) + 1
      counts.set(plain, count)
      const component = count === 1 ? plain : `${plain}.${count}`
      const reference = { $ref: `#/components/${kind}/${component}` }
      named[component] = part
      references.set(text, reference)
      return reference
    }
  }
}
