/** Names and paths of CSDL (OData CSDL 4.01, section 15), and aliases in them. */

/** Namespaces by alias. */
export type Aliases = ReadonlyMap<string, string>

const MAX_IDENTIFIER = 128
const MAX_NAMESPACE = 511

/** Hyphens are beyond the specification, but real services have them: Microsoft Graph's `request-id`. */
const identifier = /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}-]*$/u

/** Most names; a faster test. */
const plainIdentifier = /^[A-Za-z_][A-Za-z0-9_]*$/

const reserved: ReadonlySet<string> = new Set(['Edm', 'odata', 'System', 'Transient'])

/** What is wrong with a simple identifier (section 15.2), as the end of a sentence; undefined when nothing is. */
export function identifierFault (name: string): string | undefined {
  if (name.length <= MAX_IDENTIFIER && plainIdentifier.test(name)) return undefined
  if (name === '') return 'is empty'
  const length = name.length > MAX_IDENTIFIER ? [...name].length : name.length
  if (length > MAX_IDENTIFIER) return `has ${length} characters; a name has at most ${MAX_IDENTIFIER}`
  if (!identifier.test(name)) return 'is not a name: a name has letters, digits and underscores, and does not begin with a digit'
  return undefined
}

/** The same for a namespace (section 15.1). */
export function namespaceFault (namespace: string): string | undefined {
  if (reserved.has(namespace)) return 'is reserved'
  const length = [...namespace].length
  if (length > MAX_NAMESPACE) return `has ${length} characters; a namespace has at most ${MAX_NAMESPACE}`
  return namespace.split('.').map(identifierFault).find(fault => fault !== undefined)
}

/** The same for an alias (sections 4.2 and 5.1). */
export const aliasFault = (alias: string): string | undefined => reserved.has(alias) ? 'is reserved' : identifierFault(alias)

/** A qualified name with its namespace in place of an alias; other names as they are. */
export function expandName (aliases: Aliases, name: string): string {
  const dot = name.lastIndexOf('.')
  const namespace = dot === -1 ? undefined : aliases.get(name.slice(0, dot))
  return namespace === undefined ? name : namespace + name.slice(dot)
}

/** Names inside a path, a target or an overload's parentheses; each is followed by what ends it. */
const names = /[^/@#(),\s]+/g

/** A dot that has something before and after it. */
const isQualified = (name: string): boolean => name.slice(1, -1).includes('.')

/** A path with namespaces in place of aliases: `self.Person/Name`, `@Core.Description#short`, `self.Find(self.Person,Edm.String)`. */
export const expandPath = (aliases: Aliases, path: string): string =>
  path.includes('.') ? path.replace(names, name => isQualified(name) ? expandName(aliases, name) : name) : path

/** The steps of a target of annotations (section 14.2.2): an overload's parameters, in parentheses, are part of a step. */
export function stepsOf (target: string): readonly string[] {
  const steps: string[] = []
  let [end, enclosed] = [target.length, false]
  for (let at = target.length - 1; at >= 0; at--) {
    const character = target[at]
    if (character === ')' || character === '(') enclosed = character === ')'
    if (character !== '/' || enclosed) continue
    steps.unshift(target.slice(at + 1, end))
    end = at
  }
  return [target.slice(0, end), ...steps]
}

/** The namespace and the simple name; undefined for what is not qualified. */
export function splitName (qualifiedName: string): { readonly namespace: string, readonly name: string } | undefined {
  const dot = qualifiedName.lastIndexOf('.')
  return dot <= 0 ? undefined : { namespace: qualifiedName.slice(0, dot), name: qualifiedName.slice(dot + 1) }
}
